### 对工单的操作：暂停、继续、延长、设定期限、重新打开、合并、取消、等待受托方；以及每项操作的效果。

## 工单页面上的名称
acts-title = 操作
acts-lead = 每项操作执行之前，都会先显示它对各个时限的影响。
act-pause = 提问并暂停
act-resume = 继续办理
act-extend = 延长法定期限
act-merge = 与其他申请合并
act-await = 等待受托方
act-cancel = 不予答复并取消
act-due = 手动设定承诺期限
act-reopen = 重新打开

## 表单上方的说明
act-pause-lead = 您的问题会通过邮件发给申请人。承诺时限暂停，等待回答；法定期限是否暂停，由申请人所在地的法律决定。
act-resume-lead = 等待的内容已经到齐。暂停立即结束，各个时限从现在起继续计算。
act-extend-lead = 申请人会收到一封信，写明法律、条款、您的理由、新的期限以及投诉途径。只有这封信在原期限届满前发出，延长才有效。
act-merge-lead = 最早到期的那一项继续办理，与从哪个页面操作无关。其余申请的时限取消，但其中更早的到期时间会保留。消息和文件留在原处，各页面互相链接。申请人只会收到一次通知。
act-await-lead = 工单等待受我们委托的公司。所有时限照常计算：他们用的时间也是我们的时间。
act-cancel-lead = 仅用于没有任何可答复内容的申请。能够拒绝的，请按“拒绝”办结并写明理由。申请人会收到您的说明，申请内容不会执行。
act-due-lead = 只改变承诺期限。一经设定便不再变动：暂停、政策或日历的变更都不影响它。法定期限保持不变。
act-reopen-lead = 已销毁的文件和证据不会恢复。申请人会收到邮件，其中有您的说明和新的日期。
act-reopen-destroyed = 这张工单已有 { $count } 个文件被销毁，重新打开也不会恢复。
act-not-now = 工单目前的状态不允许这样做。
act-back = 返回工单

## 字段
act-words-requester = 给申请人的说明
act-words-requester-hint = 请用申请人的语言，写得通俗易懂。内容会通过邮件发出，并显示在申请人的页面上。
act-words-reporters = 给举报人的说明
act-words-extend = 为什么需要更长时间
act-words-extend-hint = 法律要求说明理由：哪里复杂，或者申请数量有多少。内容会写进通知信。
act-words-inside = 原因
act-words-inside-hint = 仅供内部，申请人看不到。
act-note = 给同事的备注
act-note-hint = 仅供内部。
act-due-field = 新的期限
act-due-hint = 日期和时间，时区为 { $zone }。不能是过去的时间，且须在一年之内。
act-how = 为什么重新打开
act-how-same = 是我们的失误
act-how-same-hint = 撤回原结果，同一轮继续办理。关闭期间的时间照常计入。
act-how-new = 申请人提供了新的情况
act-how-new-hint = 从现在起开始新的一轮，另计时限。原结果保持不变。
act-how-case-hint = 举报案件只有在我们失误时才重新打开。作出决定之后收到的举报会另立新案。
act-reason = 原因
cancel-no-request = 没有提出与个人信息有关的要求
cancel-other-product = 针对的是其他公司的产品
cancel-a-test = 只是试用表单
cancel-asked-to-stop = 申请人通过其他方式要求停止
cancel-done-elsewhere = 已通过其他途径办理
act-others = 与本申请合并的申请
act-others-none = 此人在该产品中没有其他同类的未办结申请。
act-others-hint = 这里只列出您可以打开的申请：涉及儿童的其他申请，须先说明用途并打开。
act-other = { $reference }，{ $state }
act-other-about = { $received } 收到，{ $due } 到期。
act-other-differs = 申请的内容有所不同：办理继续的那一项时，须满足两项申请的要求。

## 预览
act-preview = 查看效果
act-do = 确认执行
act-again = 重新查看
preview-title = 执行后的效果
preview-nothing-yet = 目前尚未执行任何操作。
preview-caption = { $reference } 各时限的前后对比
preview-goes-on = { $reference } 继续办理
preview-joined = { $reference } 并入其中
preview-clock = 时限
preview-now = 现在
preview-then = 执行后
preview-at-once = 如果立即得到回答
preview-at-end = 如果到 { $end } 仍无人回答
preview-same = 不变
preview-none = 无
preview-cancelled = 已取消
preview-not-paused = 不暂停：{ $why }
preview-state = 状态
preview-place = 队列中的位置
preview-place-at = 第 { $place } 位，按 { $moment } 排序
preview-place-far = 排在 999 项之后，按 { $moment } 排序
preview-off-queue = 不在队列中
preview-extend-law = 依据：{ $source }
preview-extend-leave = 通知信最迟发出时间
preview-extend-until = 如按时发出，新的期限
preview-extend-mail = 如果通知信没有按时发出，原期限不变，工单页面会写明。

## 延长通知的状态
notice-waiting = 延长通知尚未发出。必须在 { $moment } 之前发出，否则期限不变。
notice-failed = 延长通知无法送达，期限不变：{ $moment }。请核对地址，并在此之前另发通知。
notice-extended = 法定期限已延长至 { $moment }。
notice-void = 延长通知发出得太晚，期限没有延长：{ $moment }。

## 合并的申请
joined-to = 本申请已并入 { $reference }，由后者继续办理。
joined-these = 已并入本申请
track-joined-to = 这项申请已并入 { $reference }，今后在那里继续办理。
track-joined-these = 已并入这项申请

## 刚刚完成
staff-done-resumed = 已继续办理，时限恢复计算。
staff-done-extended = 通知已写好。发出之后，期限才会延长。
staff-done-due-set = 期限已设定。
staff-done-reopened = 工单已重新打开，并已通知对方。
staff-done-merged = 申请已合并，并已通知申请人。本页是继续办理的那一项。
staff-done-cancelled = 申请已取消，并已通知申请人。
staff-done-awaiting-processors = 工单正在等待受托方。

## 经过
event-extension-sent = 写了延长通知
event-extended = 法定期限已延长
event-extension-void = 通知发出太晚，期限没有延长
event-due-set = 手动设定了期限
event-reopened = 重新打开
event-merged = 其他申请并入本申请
event-awaiting-processors = 等待受托方
event-processors-done = 受托方已完成
reopened-same = 我们的失误
reopened-new = 有新的情况
track-event-extension-sent = 我们写信告诉您需要更多时间
track-event-extended = 法定期限已延长
track-event-due-set = 我们设定了另一个日期
track-event-reopened = 我们重新开始办理
track-event-merged = 您的另一项申请并入了这一项
track-event-awaiting-processors = 我们正在等待受托公司
track-event-processors-done = 受托公司已完成他们的部分

## 邮件
mail-kind-extension = 延长通知
mail-kind-reopened = 重新打开的通知
mail-subject-reopened = { $product }：我们已重新开始办理 { $reference }
mail-extension-line = 我们无法在法律规定的首个期限内答复您的申请，因此采用法律允许的较长期限。
mail-extension-law = 法律
mail-extension-article = { $law } { $article }
mail-extension-first = 原期限
mail-extension-next = 我们会继续办理，如能提前答复，会尽早答复。您无需做任何事。
mail-merged-line = 您就同一事项提交了不止一项申请。我们已将它们合并，以便一并答复。内容没有丢失，并以最早的日期为准。
mail-merged-others = 并入的申请
mail-merged-next = 今后一切都在上面的编号下办理。您在其他页面上写的内容仍可在那里查看。
mail-reopened-same = 我们误将您的申请办结，这是我们的失误。现已重新开始办理，关闭期间的时间由我们承担。
mail-reopened-new = 由于在我们答复之后有了新的情况，我们已重新开始办理您的申请。从现在起适用新的日期；先前的答复仍保留在您的页面上。
mail-reopened-case = 我们先前对您的举报作出的决定有误。我们会重新审核，有结果后再写信告诉您。
mail-reopened-next = 您无需做任何事。我们答复之后销毁的文件已无法恢复；如有需要，我们会再向您索取。

## 错误
error-due-required = 请填写日期和时间
error-due-past = 请填写将来的时间
error-due-far = 请填写一年之内的时间
error-extend-no-law = 这里适用的法律没有规定可以延长多久
error-extend-twice = 已经延长过：法律只允许一次
error-extend-late = 原期限已过。延长须在期限届满之前告知
error-extend-nothing = 延长不会有任何改变：并入的申请有更早的日期，以该日期为准
error-merge-state = 其中一项不能合并：它已办结、已移交，或属于复核
error-merge-other = 这些不是同一人就同一事项提出的申请
error-merge-account = 它们指向应用内的不同账号，须分别答复
error-merge-clock = 它们适用不同国家或地区的法律，合并会丢失一个期限，须分别答复
error-reopen-gone = 其中的个人内容已经移除。当事人须提交新的申请
error-reopen-handover = 已移交给未成年人本人，由其决定
error-reopen-case = 作出决定之后的举报会另立新案。案件只有在我们失误时才重新打开
error-reopen-other-case = 针对同一对象的另一案件已在办理，请在那里作出决定
