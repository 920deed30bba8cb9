### 监护人和申请人的账号：页面与邮件。语气平实、让人安心。

## 通用
account-title = 我的账号
account-back = 返回我的账号
account-login-go = 登录
account-logout = 退出登录
account-new-go = 注册账号
account-email = 邮箱
account-password = 密码
account-password-hint = 至少 12 个字符。用一句自己记得住的短句，既好记又难猜。
account-new-password = 新密码
account-code = 身份验证器中的验证码
account-code-hint = 六位数字。手机不在身边时，可以改填一个恢复码。
account-name = 您的称呼
account-name-hint = 我们在这里怎样称呼您，不必是证件上的姓名。
account-over-title = 这个链接已失效
account-over-text = 它已经用过，或者超过了有效时间。没有任何损失，重新申请一个即可。
account-over-new = 重新获取注册链接
account-over-reset = 重新获取设置密码的链接
account-over-email = 前往我的账号
account-stop-over-text = 它已经用过，或者已过七天。如果已经用过，账号就处于冻结状态。
account-frozen-how = 我们查清账号属于谁之后，会由工作人员重新开放。请写信给申请所涉及的应用：这里该应用的页面写有联系地址。如果没有写，请在该页面提交申请，并在其中说明账号已被冻结。
account-frozen-go = 查看各应用
footer-account = 我的账号

## 注册
account-new-title = 注册账号
account-new-lede = 有了账号，您可以管理孩子的数据，并在一处查看自己的全部申请。只是提交申请的话，不需要账号。
account-new-email-hint = 我们会向它发送一个链接。在您打开链接并完成注册之前，我们不保存任何信息。
account-new-button = 发送链接
account-new-have = 已经有账号？
account-sent-title = 请查收邮件
account-sent-text = 我们已发出一封带链接的邮件，链接半小时内有效。
account-sent-none = 几分钟后还没收到？请看看垃圾邮件文件夹，并确认邮箱地址没有输错。
account-sent-again = 再试一次
account-make-title = 就差一步
account-make-lede = 此账号对应的邮箱是 { $email }。
account-make-button = 完成注册

## 登录
account-login-title = 登录
account-login-lede = 供监护人和在这里注册过账号的人使用。
account-login-forgot = 忘记密码
account-login-no = 还没有账号？
account-login-find = 只想查看某一个申请？不需要账号，输入申请编号即可。
account-login-find-go = 查找我的申请
account-second-title = 还差一步
account-second-lede = 请输入身份验证器现在显示的验证码。
account-second-button = 继续
account-second-lost = 手机和恢复码都不在了？那么没有人能从外部打开这个账号，我们也不能。您的申请会照常处理，凭申请编号和邮件验证码仍可逐个打开。
account-second-restart = 重新开始

## 忘记密码
account-reset-title = 重新设置密码
account-reset-lede = 请填写账号的邮箱，我们会发送一个用于设置新密码的链接。
account-reset-button = 发送链接
account-reset-sent = 如果这个邮箱注册过账号，我们已发出一封带链接的邮件，链接半小时内有效。
account-choose-title = 设置新密码
account-choose-lede = 设置后，其他所有设备上的登录都会退出。
account-choose-button = 保存新密码

## 再次确认身份
account-confirm-title = 请确认是您本人
account-confirm-lede = 在显示或更改个人信息之前，我们要确认手机或电脑没有落到别人手里。确认后十分钟内有效。
account-confirm-code-hint = 六位数字。也可以留空，改为在下面输入密码。
account-confirm-or = 或者输入密码
account-confirm-button = 继续

## 首页
account-hello = { $name }，您好
account-children-title = 孩子的数据
account-children-text = 查看、更正或删除某个应用保存的孩子的信息，或者撤回您的同意。
account-children-go = 管理孩子的数据
account-requests-title = 我的申请
account-requests-none = 您还没有提交过申请。
account-requests-note = 这里列出用 { $email } 确认过的全部申请。
account-request-received = 收到时间
account-request-due = 最迟答复
account-ask-title = 提交申请
account-ask-text = 针对您本人的数据。请选择应用：
account-settings-title = 设置
account-done-saved = 已保存。
account-done-password = 密码已更改，其他设备上的登录均已退出。
account-done-email-sent = 我们已向新邮箱发送链接，打开链接后更改才会生效。
account-done-ended = 该登录已结束。
account-done-others = 其他登录均已结束。
account-done-second-off = 两步验证已关闭。
account-done-welcome = 账号已注册好。
account-package-locked = 您的数据副本已备好。为保证安全，我们先确认是您本人。
account-package-confirm = 确认是我本人

## 设置
account-settings-name = 称呼、语言和时区
account-settings-lang = 邮件使用的语言
account-settings-zone = 时区
account-settings-zone-browser = 跟随浏览器
account-settings-save = 保存
account-settings-email = 更改邮箱
account-settings-password = 更改密码
account-settings-second = 两步验证
account-settings-second-on = 已开启
account-settings-second-off = 未开启
account-settings-sessions = 已登录的设备
account-settings-erase = 注销账号

## 密码和邮箱
account-password-title = 更改密码
account-password-lede = 这台设备保持登录，其他设备上的登录都会退出。
account-password-current = 当前密码
account-password-button = 更改密码
account-email-title = 更改邮箱
account-email-lede = 现在的邮箱是 { $email }。我们会向新邮箱发送链接，并通知原邮箱。
account-email-new = 新邮箱
account-email-button = 发送链接
account-email-confirm-title = 确认新邮箱
account-email-confirm-lede = 今后请用 { $email } 登录。
account-email-confirm-button = 使用这个邮箱
account-email-done-title = 邮箱已更改
account-email-done-text = 今后请用新邮箱登录。我们已通知原邮箱，七天之内可以从原邮箱冻结这个账号。
account-stop-title = 冻结账号
account-stop-lede = 不再使用 { $email } 不是您本人更改的？那么请冻结账号。所有登录都会退出；在我们查清账号属于谁之前，任何人都不能登录、申请新密码或查看其中的申请。
account-stop-button = 不是我更改的，冻结账号
account-stop-done-title = 账号已冻结
account-stop-done-text = 所有登录都已退出，账号无法打开。已提交的申请会继续处理，答复会保留到账号重新开放之后。我们已通知两个邮箱。

## 登录状态
account-sessions-title = 已登录的设备
account-sessions-lede = 如果有不认识的设备，请结束它的登录并更改密码。
account-session-on = { $system } 上的 { $browser }
account-session-unknown = 未知浏览器
account-session-this = 当前设备
account-session-began = 登录时间
account-session-seen = 最近使用
account-session-end = 结束
account-session-end-label = 结束“{ $session }”的登录
account-sessions-others = 结束其他全部登录
account-sessions-only = 没有在其他设备上登录。

## 两步验证
account-factor-title = 两步验证
account-factor-off-lede = 开启后，只有密码打不开您的账号。您需要在手机上安装身份验证器应用，它每三十秒显示一个新的验证码。
account-factor-off-why = 如果有熟悉您或与您同住过的人不应进入这个账号，建议开启。
account-factor-start = 开始设置
account-factor-scan-title = 1. 在身份验证器中添加 Habeas
account-factor-scan = 用身份验证器扫描这个图案。
account-factor-same-phone = 正在同一部手机上看这个页面？在身份验证器中打开
account-factor-letters = 或者在应用中输入：
account-factor-enter-title = 2. 输入它显示的验证码
account-factor-enter-button = 开启
account-factor-on-lede = 两步验证已开启，每次登录都会要求输入验证码。
account-factor-left = { $count ->
    [0] 恢复码已经用完，请生成新的。
   *[other] 还剩 { $count } 个恢复码。
}
account-factor-new-codes = 生成新的恢复码
account-factor-new-codes-hint = 原有的恢复码随即作废。
account-factor-off-title = 关闭两步验证
account-factor-off-button = 关闭
account-codes-title = 您的恢复码
account-codes-lede = 每个恢复码可以代替手机上的验证码使用一次。请抄下来或打印本页，与重要证件放在一起。
account-codes-once = 恢复码只显示这一次。
account-codes-done = 我已保存好

## 注销
account-erase-title = 注销账号
account-erase-lede = 注销后无法恢复。
account-erase-goes = 会删除的内容
account-erase-goes-text = 您的称呼、邮箱、密码、登录记录，您添加的孩子，以及为此提交的证明。
account-erase-stays = 会保留的内容
account-erase-stays-text = 您已提交的申请会继续处理，凭申请编号和邮件验证码可以逐个打开。之后按各应用页面所写的期限删除。
account-erase-sure = 我要注销账号
account-erase-button = 立即注销
account-erased-title = 账号已注销
account-erased-text = 我们没有保留账号的任何内容。您的申请会继续处理。
account-erased-go = 返回首页

## 表单错误
error-confirm-required = 请输入密码；如果使用验证码，也可以输入验证码
error-account-frozen = 这个账号已被冻结：它的邮箱有过更改，而使用原邮箱的人表示不是自己更改的。我们查清账号属于谁之后会重新开放，具体做法已写信告知两个邮箱
error-second-wrong = 验证码不对，或者已经用过。请等下一个验证码出现后再输入
error-password-wrong = 密码不对
error-current-required = 请输入当前密码
error-email-same = 这就是您现在的邮箱

## 邮件
mail-kind-sign-up = 注册链接
mail-kind-account-exists = 已有账号的提醒
mail-kind-reset = 设置新密码的链接
mail-kind-change-email = 确认新邮箱的链接
mail-kind-account-news = 账号变动通知
mail-account-foot = 本邮件由 Habeas 发出，您在那里行使自己的数据权利。请勿回复，回信无人查看。
mail-account-valid = 链接只能使用一次，{ $minutes }内有效。
mail-account-subject-sign-up = Habeas：请完成账号注册
mail-account-subject-exists = Habeas：您已经有账号
mail-account-subject-reset = Habeas：设置新密码
mail-account-subject-change = Habeas：确认新邮箱
mail-account-subject-news = Habeas：您的账号有变动
mail-account-sign-up = 您要在隐私门户注册账号。请打开链接，填写称呼并设置密码。
mail-account-sign-up-link = 完成注册
mail-account-sign-up-not-you = 不是您本人操作？那么无需理会，我们不会保存任何信息。
mail-account-exists = 有人（很可能是您自己）想用这个邮箱在隐私门户注册账号，而它已经注册过了。
mail-account-exists-link = 登录
mail-account-exists-reset = 忘记了密码
mail-account-exists-not-you = 不是您本人操作？那么无需理会，对方没有得到任何信息。
mail-account-reset = 您要设置新密码。请打开链接。
mail-account-reset-link = 设置新密码
mail-account-reset-not-you = 不是您本人操作？那么无需理会，密码不会改变。
mail-account-change = 您要把这个邮箱用于隐私门户的账号。请打开链接确认。
mail-account-change-link = 确认这个邮箱
mail-account-changed = 您在隐私门户的账号更改了邮箱，今后请用新邮箱登录。
mail-account-stop = 不是您本人操作？七天之内可以用这个链接冻结账号。在我们查清账号属于谁之前，任何人都不能使用它。
mail-account-stop-link = 不是我更改的，冻结账号
mail-account-password-changed = 您的账号更改了密码，其他登录均已退出。
mail-account-email-asked = 有人在登录您的账号后申请更改邮箱。在新邮箱确认后更改才会生效，届时您会再收到一封邮件。
mail-account-frozen = 您在隐私门户的账号已被冻结。它的邮箱有过更改，而使用原邮箱的人表示不是自己更改的。所有登录都已退出，账号无法打开。
mail-account-frozen-goes-on = 已提交的申请会继续处理，答复会保留到账号重新开放之后。
mail-account-frozen-how = 我们查清账号属于谁之后，会由工作人员重新开放。请写信给您的申请所涉及的应用：门户中该应用的页面写有联系地址。如果没有写，请在该页面提交申请，并在其中说明账号已被冻结。
mail-account-still-frozen = 您要设置新密码。您在隐私门户的账号已被冻结：它的邮箱有过更改，而使用原邮箱的人表示不是自己更改的。在我们查清账号属于谁之前，任何人都不能设置新密码。
mail-account-opened = 您在隐私门户的账号已重新开放。我们已查明它属于您。
mail-account-opened-how = 原来的密码已作废，请设置新密码。
mail-account-opened-link = 设置新密码
mail-account-opened-elsewhere = 隐私门户中一个曾经使用或将要使用这个邮箱的账号已重新开放，但使用的是另一个邮箱。我们查明它不属于您。如果您认为我们弄错了，请告诉我们。
mail-subject-held = 您向 { $product } 提交的申请有新消息
mail-held = 您的一项申请有新消息。您在隐私门户的账号目前处于冻结状态，所以这里不写具体内容。账号重新开放后即可查看。
mail-account-second-on = 您的账号开启了两步验证。今后登录需要身份验证器中的验证码。
mail-account-second-off = 您的账号关闭了两步验证。今后只凭密码即可登录。
mail-account-recovery-used = { $count ->
    [0] 您的一个恢复码已被使用，这是最后一个，请生成新的。
   *[other] 您的一个恢复码已被使用，还剩 { $count } 个。
}
mail-account-recovery-made = 您的账号生成了新的恢复码，原有的已作废。
mail-account-erased = 您的账号已注销，您的称呼、这个邮箱以及您添加的全部内容都已删除。
mail-account-erased-requests = 您已提交的申请会继续处理，凭申请编号和邮件验证码可以逐个打开。
mail-account-not-you = 不是您本人操作？请立即设置新密码，这会结束所有登录。
mail-account-not-you-link = 设置新密码
