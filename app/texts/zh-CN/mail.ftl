### 邮件。主题可能显示在锁屏上：只写产品名和编号，绝不写姓名、申请类型或验证码。

mail-foot = 本邮件由 { $product } 隐私服务平台自动发送。回复本邮件不会有人查看，请在您的申请页面上给我们留言。
mail-reference = 编号
mail-asked = 申请事项
mail-asked-of = 应用
mail-asked-when = 时间
mail-open-request = 打开您的申请页面
mail-open-report = 打开您的举报页面
mail-keep-reference = 请保存好编号。凭编号和我们发送到本邮箱的验证码，您可以随时回来查看。
mail-words = 给您的说明
mail-kind-joined = 合并申请的通知

## 主题
mail-subject-code = 您的 { $product } 隐私服务平台验证码
mail-subject-receipt = { $product }：已收到您的申请 { $reference }
mail-subject-report-receipt = { $product }：已收到您的举报 { $reference }
mail-subject-message = { $product }：关于 { $reference } 的消息
mail-subject-question = { $product }：关于 { $reference }，请您回答一个问题
mail-subject-expiring = { $product }：您的申请尚待确认
mail-subject-outcome = { $product }：对 { $reference } 的答复
mail-subject-decision = { $product }：您的举报 { $reference } 已有结果
mail-subject-delayed = { $product }：{ $reference } 需要更多时间
mail-subject-appeal-receipt = { $product }：我们正在复核 { $reference }
mail-subject-joined = { $product }：您的申请已并入 { $reference }
mail-subject-withdrawn = { $product }：{ $reference } 已撤回
mail-subject-in-app = { $product }：{ $reference } 的验证码已发到应用内
mail-subject-alert = { $reference }：需要处理
mail-subject-alerts = { $count } 张工单需要处理

## 验证码
mail-code-prove = 有人（很可能是您自己）填写这个邮箱，向 { $product } 提交了一项申请：
mail-code-means = 输入验证码，或者点按链接页面上的按钮，即表示这是您的申请，{ $product } 随即开始处理。
mail-code-means-deletion = 删除之后无法恢复。
mail-code-prove-report = 有人（很可能是您自己）填写这个邮箱，向 { $product } 提交了一项举报。请输入此验证码，以便我们把处理结果发送到这个邮箱。无论是否输入，我们都会审核举报。
mail-code-open = 您想打开向 { $product } 提交的申请页面，请输入此验证码。
mail-code-download = 您想下载您在 { $product } 中的个人信息副本，请输入此验证码。
mail-code-valid = 验证码只能使用一次，{ $minutes }内有效。
mail-code-link = 或者使用此链接
mail-code-keep = 请勿将验证码和链接告诉任何人。我们绝不会通过电话、聊天或邮件向您索要。
mail-code-not-you = 不是您本人操作？那么您无需做任何事：没有验证码，什么都不会发生。
mail-code-not-you-prove = 不是您本人操作？那么请不要做任何事，也不要把验证码告诉任何人：不输入验证码、不点按按钮，什么都不会发生，这项申请会自动失效。
mail-code-not-you-download = 不是您本人操作？那么可能有人能看到您的邮件。没有验证码就无法下载，但请您尽快修改邮箱密码。

## 收到申请
mail-receipt-line = 我们已收到您的申请。
mail-receipt-no-clock = 这项申请没有固定期限，我们会尽快答复您。
mail-receipt-next = 您的申请会由工作人员办理。在申请页面上，您看到的期限与我们看到的完全一样；您也可以在那里给我们留言、补充内容或撤回申请。
mail-receipt-not-you = 不是您本人操作？请打开页面并撤回该申请。
mail-clock-promise = 我们承诺完成的时间
mail-clock-law = 法定的最晚时间
mail-clock-review = 审核完成的时间
mail-appeal-line = 您要求我们复核之前的答复。这次将由另一位没有参与首次决定的工作人员办理。
mail-appeal-next = 在此之前，原来的答复仍然有效。您可以在申请页面上补充内容。
mail-joined-line = 您提交的申请与我们正在处理的另一项申请内容相同，我们已将它们合并。内容不会丢失，期限仍按先前的申请计算。
mail-joined-next = 今后两项申请共用一个页面。
mail-withdrawn-line = 您已撤回申请，我们已停止办理。
mail-withdrawn-next = 撤回之前已经完成的部分不受影响。您可以随时重新提交申请。如果不是您本人撤回的，请在页面上告诉我们。
mail-in-app-line = 您的账号没有绑定邮箱。为了确认账号属于您，我们已在应用内向您所填的账号发送了验证码。
mail-in-app-next = 请打开应用，在客服消息中查看验证码，并在申请页面上输入。在此之前，我们不能更改或提供任何信息。

## 举报
mail-report-line = 谢谢您。我们已收到您的举报，工作人员会进行审核。
mail-report-next = 有结果后，我们会发送到这个邮箱。被举报的人不会知道您是谁。
mail-report-danger = 如果现在有人处于危险之中，请立即报警或拨打当地的紧急电话。
mail-decision = 处理结果
mail-decision-line = 我们已就您举报的内容作出决定。
mail-decision-next = 出于隐私保护，我们不能透露更多关于他人的信息。如果有新的情况，请再次举报。

## 处理过程中
mail-message-line = 关于您的申请 { $reference }，我们给您写了一条消息：
mail-question-line = 要继续处理您的申请 { $reference }，我们需要您回答：
mail-answer-by = 请在以下时间前回答
mail-question-next = 等您回答期间，我们承诺的期限会暂停，法定期限可能照常计算。如果到时仍未收到您的回答，我们会根据已知的信息继续办理。
mail-answer = 在申请页面上回答
mail-expiring-line = 您提交了一项关于您在 { $product } 中个人信息的申请，但这个邮箱还没有确认，因此尚未有人处理。
mail-expiring-at = 如不确认，将于以下时间删除
mail-confirm = 用此链接确认申请
mail-delayed-line = 您的申请需要比原先告知的更长的时间，非常抱歉。
mail-new-due = 新的最晚时间
mail-delayed-why = 原因
mail-delayed-next = 您无需做任何事。如果您不同意，可以在申请页面上告诉我们，或向所在国家或地区的个人信息保护机构投诉。

## 答复
mail-answer-is = 我们的答复
mail-decided-at = 答复时间
mail-outcome-access-fulfilled = 您的个人信息副本已经准备好。
mail-outcome-access-partially-fulfilled = 您的个人信息副本已经准备好。其中一部分不能提供，原因如下。
mail-outcome-access-denied = 我们不能提供您要求的个人信息副本，原因如下。
mail-outcome-access-nothing-held = 我们查找过了，没有保存您所要求的那类信息。
mail-outcome-correction-fulfilled = 我们已更正您的信息，并已通知曾经收到这些信息的各方。
mail-outcome-correction-partially-fulfilled = 我们已更正您的一部分信息。其余部分保持不变，原因如下。
mail-outcome-correction-denied = 我们没有更改这些信息，原因如下。
mail-outcome-deletion-fulfilled = 我们已删除您要求删除的信息，并已要求为我们处理这些信息的公司一并删除。
mail-outcome-deletion-partially-fulfilled = 我们已删除您的一部分信息。其余部分暂时保留，原因如下。
mail-outcome-deletion-denied = 我们没有删除这些信息，原因如下。
mail-outcome-ai-training-withdrawal-fulfilled = 您已成功退出 AI 训练。下面逐项说明哪些改变了，哪些无法改变。
mail-outcome-ai-training-withdrawal-partially-fulfilled = 您的一部分信息已退出 AI 训练。下面说明哪些改变了，以及为什么不是全部。
mail-outcome-ai-training-withdrawal-denied = 我们未能为您办理退出 AI 训练，原因如下。
mail-outcome-advertising-opt-out-fulfilled = 您的账号已关闭个性化广告，我们也已通知合作方。
mail-outcome-advertising-opt-out-partially-fulfilled = 您的账号已减少个性化广告，但并非所有地方都已关闭，原因如下。
mail-outcome-advertising-opt-out-denied = 我们未能为您关闭个性化广告，原因如下。
mail-outcome-cancelled = 我们已关闭您的申请，没有作出处理，原因如下。
mail-package = 如何获取
mail-package-where = 您可以在申请页面上下载，{ $days }内有效，最多 { $times } 次。每次下载前，我们都会向这个邮箱发送新的验证码。
mail-package-open = 前往下载
mail-package-never-attached = 我们绝不会用附件发送您的个人信息。带有此类附件的邮件不是我们发的。
mail-kept = 保留的内容及期限
mail-kept-line = 有些记录必须保留一段时间。它们不会用于其他目的，期满即删除。
mail-kept-by-law = { $rule }（{ $law }）
mail-kept-request = 这项申请本身以及我们的答复将保存 { $years }，用于证明我们已依法处理。
mail-effects = 逐项说明
mail-effect-with-words = { $state } { $words }
mail-effect-reversal = 您可以随时向我们申请重新开启；也可以在申请页面上要求复核，或向监管机构投诉。
mail-effects-models = AI 模型学过的内容无法简单地“忘掉”。因此我们在上面逐项写明做了什么、没有做什么。
mail-refused = 没有做什么，为什么
mail-refused-what = 内容
mail-refused-whole = 整项申请
mail-refused-reason = 原因
mail-refused-law = 法律依据
mail-refused-record = 保留的记录
mail-refused-until = 保留至
mail-done-anyway = 我们已经办理的部分
mail-ways-on = 如果您不同意
mail-ways-appeal = 您可以在申请页面上要求复核，届时将由另一位工作人员决定。
mail-ways-regulator = 您可以向主管机构投诉：{ $name }，{ $site }
mail-ways-any-regulator = 您可以向所在国家或地区的个人信息保护机构投诉。
mail-ways-court = 您也可以向法院起诉。

## 给工作人员
mail-alert-urgent = 收到一份不能等待的举报，请立即处理。
mail-alert-unclaimed = 这张工单还没有人领取。
mail-alert-breached = 承诺的时限已过，工单仍未完成。
mail-alert-clock = 时限
mail-alert-due = 到期时间
mail-alert-open = 打开工单
mail-alert-foot = 隐私服务平台提醒，每个时限的每个阈值只发送一次。
mail-alerts-line = 自上一封提醒以来，有 { $count } 张工单需要处理。
mail-alerts-more = 另有 { $count } 张，请在队列中查看。
mail-alerts-open = 打开队列
mail-alerts-foot = 隐私服务平台提醒。第一条立即发送；之后 15 分钟内的提醒合并为一封。
mail-subject-record = 操作记录与封存的内容不符
mail-record-found = 本平台对操作记录的每夜检查发现 { $found } 处被人绕过平台、直接在数据库中改动、删除或添加。
mail-subject-record-unread = 操作记录无法读取
mail-subject-clock = 隐私服务平台的时钟发生跳变
mail-record-unread = 本平台对操作记录的每夜检查未能读到结尾。可能是数据库已损坏，也可能是有人绕过平台改动了数据库。
mail-record-act = 请平台的运维人员用“habeas audit verify”列出这些地方。修复之前，请先停止平台，按原样复制数据库，并查明谁能够写入数据库。
mail-record-foot = 隐私服务平台提醒，只要仍有发现，每天发送一次。
mail-clock-jumped = 平台最后确认的时间是 { $last }，随后机器的时钟显示为 { $shown }，超出了实际可能经过的时间。
mail-clock-act = 在时钟恢复正确之前，平台不会清除任何文件、请求或账户。如果该时间无误，请运维人员用“habeas clock confirm”确认。
mail-clock-foot = 隐私服务平台提醒，每次跳变只发送一次。
