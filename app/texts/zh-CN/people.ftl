### 工作人员：角色、登录、本人账号、同事、查阅日志、拒绝记录。

## 角色
role-viewer = 查看员
role-agent = 客服
role-reviewer = 审核员
role-lead = 组长
role-privacy-officer = 隐私负责人
role-administrator = 管理员
role-viewer-hint = 只查看工单，不作更改
role-agent-hint = 处理用户请求
role-reviewer-hint = 处理举报
role-lead-hint = 处理请求和举报，并可将工单转给同事
role-privacy-officer-hint = 还可查看查阅日志和拒绝记录，并批准谁可查看儿童信息
role-administrator-hint = 还可邀请人员、设置角色和关闭账号

## 登录
staff-join-lead = 您受邀担任：{ $role }。
staff-join-products = 负责产品：{ $products }。
staff-join-bound = 此邀请只适用于该邮箱。
staff-login-forgot = 忘记密码？
staff-login-done-password-set = 新密码已设置，请用新密码登录。
staff-login-done-logged-out = 您已退出登录。
second-title = 第二重验证
second-lead = 请输入验证器显示的六位数字，或任意一个恢复码。
second-code = 验证码
second-button = 继续
second-logout = 退出登录
second-enrol-title = 设置第二重验证
second-enrol-lead = 所有工作人员都必须设置：仅凭密码什么也打不开。请用验证器应用扫描图片，或手动输入密钥，然后填写它显示的验证码。
second-enrol-again = 在您输入新验证器的验证码之前，旧的仍然有效。
second-enrol-picture = 供验证器扫描的图片
second-enrol-key = 密钥（手动输入用）
second-enrol-open = 在本设备的验证器中打开
second-enrol-dev = 这是开发平台，当前验证码为
second-enrol-code = 验证器显示的验证码
second-enrol-button = 完成设置
codes-title = 您的恢复码
codes-lead = 没有验证器时，每个恢复码可登录一次。请与密码分开保存。恢复码只显示这一次。
codes-go-on = 我已保存，继续
confirm-title = 请确认是您本人
confirm-lead = 接下来的操作影响较大。请再次输入密码，十分钟内有效。
confirm-button = 确认
forgot-title = 重设密码
forgot-lead = 我们会给您发送一个链接。第二重验证保持不变。
forgot-button = 发送链接
forgot-sent-title = 请查看邮箱
forgot-sent = 如果该邮箱在此有账号，链接已在发送途中。链接只能使用一次，30 分钟内有效。
reset-title = 设置新密码
reset-lead = 您的所有会话都会结束，需要重新登录。
reset-button = 设置密码

## 本人账号
own-title = 您的账号
own-role = 角色
own-products = 产品
own-products-all = 全部
own-products-none = 无
own-minors = 儿童信息
own-minors-yes = 已于 { $when } 获批
own-minors-no = 未获批
own-password-title = 更改密码
own-password-current = 当前密码
own-password-new = 新密码
own-password-button = 更改密码
own-second-title = 第二重验证
own-second-since = 设置于 { $when }。
own-second-left = 还剩 { $count } 个恢复码。
own-second-new = 更换验证器
own-recovery-new = 生成新的恢复码
own-sessions-title = 会话
own-sessions-caption = 您已登录的地方
own-session-browser = 浏览器
own-session-unknown = 未知
own-session-on = { $system } 上的 { $browser }
own-session-began = 开始时间
own-session-seen = 最近使用
own-session-act = 结束
own-session-here = 当前会话
own-session-end = 结束
own-sessions-end = 结束其他所有会话
own-done-password-changed = 密码已更改，其他会话已结束。
own-done-sessions-ended = 已结束。
own-done-second-set = 新的第二重验证已生效。

## 同事
people-title = 工作人员
people-caption = 全部工作人员
people-name = 姓名
people-email = 邮箱
people-role = 角色
people-products = 产品
people-products-hint = 不勾选表示全部，包括以后新增的产品。
people-minors = 儿童信息
people-second = 第二重验证
people-second-missing = 尚未设置
people-yes = 是
people-no = 否
people-left = 已于 { $when } 离职
people-me = 您
people-open = 更改
people-invite = 邀请
people-invite-hint = 填写邮箱时，链接会发送到该邮箱，且只适用于该邮箱；不填写时，链接只向您显示一次，由您转交。链接只能使用一次，三天内有效。
people-invite-email = 邮箱
people-invite-button = 生成邀请
people-link-title = 邀请链接
people-link-hint = 不会再次显示。
people-pending = 未使用的邀请
people-pending-none = 没有。
people-pending-until = 有效期至
people-pending-by-hand = 链接已自行转交
people-withdraw = 撤回
people-done-invited = 邀请已发出。
people-done-withdrawn = 邀请已撤回。
people-done-role-changed = 角色已更改。
people-done-minors-approved = 已批准。
people-done-minors-withdrawn = 批准已撤回。
people-done-closed = 账号已关闭，其工单已转交或放回队列。
one-back = 返回人员列表
one-self = 这是您本人。您的角色更改或账号关闭须由他人操作。
one-role-title = 角色与产品
one-role-hint = 下一次点击即生效。更改角色后，查看儿童信息的批准随之失效。
one-role-button = 保存
one-minors-title = 儿童信息
one-minors-lead = 获批者可打开儿童的工单，每次须说明目的，每次查看都会记录。请只批准工作确有需要的人。
one-minors-approve = 批准
one-minors-withdraw = 撤回批准
one-close-title = 关闭账号
one-close-lead = 所有会话立即结束。姓名保留在记录中；邮箱、密码和第二重验证会被删除。未结工单转给有权处理的同事，其余放回队列。
one-close-to = 未结工单转给
one-close-nobody = 不转交，放回队列
one-close-button = 关闭账号

## 查阅日志
nav-access = 查阅日志
nav-refusals = 拒绝记录
nav-own = 您的账号
access-title = 查阅日志
access-lead = 谁在何时、为何打开了什么。查找也有记录，但不含查找内容。
access-caption = 查阅记录，最新的在前
access-member = 人员
access-what = 内容
access-reference = 编号
access-product = 产品
access-from = 从
access-to = 至
access-minors = 仅儿童信息
access-at = 时间
access-purpose = 目的
access-child = 儿童
access-any = 全部
access-filter = 显示
access-export = 下载为表格
access-export-hint = 下载本身也会被记录。
access-none = 没有查阅记录。
access-more = 更早
look-ticket = 工单
look-file = 文件
look-evidence = 证明材料
look-search = 查找
look-export = 导出日志
purpose-working-the-request = 处理该请求
purpose-quality-check = 检查工作质量
purpose-legal-duty = 履行法定义务
purpose-safeguarding = 保护儿童

## 拒绝记录
refusals-title = 拒绝记录
refusals-lead = 全部或部分拒绝了什么，以及理由。不含个人信息。
refusals-caption = 拒绝记录，最新的在前
refusals-kind = 请求类型
refusals-country = 国家或地区
refusals-how = 结果
refusals-reasons = 理由
refusals-none = 没有拒绝记录。

## 儿童工单打开之前
gate-title = 此工单涉及儿童
gate-lead = 请说明打开的目的。之后 { $minutes } 分钟内您可以查看，查看及其目的会被记录。
gate-purpose = 目的
gate-note = 补充说明
gate-note-hint = 供隐私负责人查看，请勿填写姓名。
gate-button = 打开工单
gate-no = 只有隐私负责人批准的同事可以打开。
reassign-title = 转给同事
reassign-to = 同事
reassign-button = 转交

## 错误
error-products-wrong = 请选择您自己负责的产品
error-not-yourself = 您不能对自己执行此操作
error-purpose-required = 请选择打开的目的
error-look-required = 请先说明打开此工单的目的
error-date-wrong = 请按 2026-03-31 的格式填写日期

## 事件
event-viewed = 查看
event-reassigned = 已转给同事
staff-done-reassigned = 工单已转交。
staff-done-look-begun = 工单已对您打开，本次查看已记录。

## 邮件
mail-kind-invitation = 邀请
mail-kind-staff-reset = 重设密码链接
mail-kind-staff-notice = 账号通知
mail-subject-invitation = 隐私平台的邀请
mail-invitation = 您受邀加入隐私平台工作，角色为：{ $role }。
mail-invitation-link = 接受邀请
mail-invitation-valid = 链接只能使用一次，{ $time }内有效，且只适用于此邮箱。
mail-invitation-foot = 如果您没有预期收到邀请，无需理会，它会自动失效。
mail-subject-staff-reset = 隐私平台的新密码
mail-staff-reset = 有人（可能是您本人）请求重设您工作账号的密码。
mail-staff-reset-link = 设置新密码
mail-staff-reset-valid = 链接只能使用一次，{ $time }内有效。
mail-staff-reset-foot = 如果不是您本人，无需理会，密码保持不变。
mail-subject-staff-notice = 您在隐私平台的账号
mail-staff-password-changed = 您工作账号的密码已于 { $when } 更改。
mail-staff-password-changed-foot = 如果不是您本人，请立即告知管理员。
