### 提醒、值班表，以及超期原因。

nav-alerts = 提醒
nav-rota = 值班
alerts-new = { $count } 条新提醒
alerts-many = 超过 { $count } 条新提醒

## 列表
alerts-title = 我的提醒
alerts-lead = 时限有情况时会通知您，同时也会发邮件。打开工单后，相关提醒即标为已读。
alerts-caption = 提醒列表，新的在前
alerts-none = 还没有提醒。
alerts-what = 内容
alerts-ticket = 工单
alerts-kind = 类型
alerts-clock = 时限
alerts-reached = 触发时间
alerts-told = 通知时间
alerts-seen = 状态
alerts-state-new = 新
alerts-state-seen = 已读
alerts-closed = 工单已办结
alerts-see = 标为已读
alerts-see-one = 标为已读：{ $reference }，{ $what }
alerts-see-all = 全部标为已读
alerts-done = 已标为已读。
alert-point-unclaimed = 无人领取
alert-point-elapsed = 迟迟未完成
alert-point-amber = 有超期风险
alert-point-red = 即将到期
alert-point-breach = 已超期

## 尚未说明原因的超期
alerts-unexplained = 超期原因未填
alerts-unexplained-lead = 有 { $count } 个时限已超期，还没有人说明原因。请打开工单选择原因。
alerts-unexplained-since = 超期起始

## 工单页上的面板
breach-title = 为什么超期？
breach-lead = “{ $clock }”时限应于 { $due } 完成，现已超期。请选择原因：原因会计入统计，申请人看不到。
breach-code = 原因
breach-words = 请说明
breach-words-hint = 仅在选择“其他原因”时填写，作为内部备注保存。
breach-button = 保存原因
breach-known = “{ $clock }”已超期：{ $reason }
breach-reason-staffing = 人手不足
breach-reason-technical = 平台或产品后台故障
breach-reason-processor-late = 接收数据的公司答复太晚
breach-reason-misrouted = 工单分派有误
breach-reason-complex = 工作量比平常大
breach-reason-calendar-error = 日历有误
breach-reason-our-mistake = 我们的失误
breach-reason-third-party = 须等待外部人员先行处理
breach-reason-other = 其他原因
staff-done-breach-reason-given = 原因已保存。
error-breach-none = 这个时限没有超期。请重新查看页面
error-breach-said = 已有人填写了原因。请重新查看页面

## 值班表
rota-title = 举报值班
rota-lead = 举报用时过半仍未作出决定时，会立即通知值班人员，不分昼夜。无人值班时通知组长。
rota-now = 当前值班
rota-now-until = { $name }，至 { $until }
rota-now-nobody = 无人
rota-next = 下一班
rota-next-from = { $name }，自 { $from }
rota-next-nobody = 尚未安排
rota-gaps = { $product }：未来 14 天内以下时段无人值班
rota-gap = { $from } – { $until }
rota-gaps-more = 另有 { $count } 个时段
rota-turns = 班次
rota-caption = 尚未结束的班次
rota-none = 还没有班次。
rota-who = 值班人
rota-product = 产品
rota-product-all = 所有产品
rota-from = 开始
rota-until = 结束
rota-remove = 删除
rota-remove-one = 删除 { $name } 自 { $from } 的班次
rota-end = 立即结束
rota-end-one = 立即结束 { $name } 的班次
rota-away-mark = 外出至 { $until }
rota-add = 添加班次
rota-add-lead = 时间以产品办公室所在时区为准（{ $zone }）。
rota-member = 值班人
rota-add-button = 添加班次
rota-away = 外出
rota-away-lead = 外出期间不会收到提醒和工单，将由上一级人员接收。回来后请将两个时间清空。时间以办公室所在时区为准（{ $zone }）。
rota-away-from = 外出开始
rota-away-until = 返回时间
rota-away-me = 我自己
rota-away-button = 保存
rota-away-list = 目前或即将外出
rota-away-line = { $name }：{ $from } – { $until }
rota-done-rota-added = 班次已添加。
rota-done-rota-removed = 班次已删除。
rota-done-away-saved = 已保存。
error-moment-wrong = 请填写日期和时间
error-rota-order = 结束时间必须晚于开始时间
error-rota-long = 结束时间请选在一年之内
error-rota-past = 这段时间已经过去。请选择将来的时间
error-rota-overlap = 该产品在这段时间已有人值班。请选择其他时间，或先删除原来的班次
error-rota-member = 请选择负责处理该产品举报的人员
error-rota-gone = 这个班次已结束，或已被删除

## 发给工作人员的邮件：先说情况，再说怎么办
mail-alert-product = 产品
mail-alert-kind = 类型
mail-alert-elapsed = 这张工单的时间已用去很多，仍未完成。
mail-alert-amber = 这张工单快到期了。
mail-alert-red = 这张工单马上就要到期。
mail-alert-do-urgent = 请立即打开。不要复制其中的任何内容。
mail-alert-do-unclaimed = 请领取，或交给能处理的人。
mail-alert-do-elapsed = 您正在值班：请打开并作出决定，或找到能处理的人。
mail-alert-do-amber = 请按时完成，或在今天转交他人。
mail-alert-do-red = 请马上完成。如果做不到，请立即告诉组长。
mail-alert-do-breached = 请督促完成。工单会询问超期原因；我们会把延迟和新的时间告知申请人。

## 发给申请人的邮件：超过了期限
mail-late-line = 您的申请，我们没有在告知您的时间内完成，非常抱歉。我们仍在处理。
mail-late-promise = 我们承诺过、但没有做到的时间
mail-late-law = 法律规定、但我们没有做到的期限
mail-late-new = 我们现在打算完成的时间
mail-late-again = 如果这个时间也没有做到，我们会再告诉您。

## 申请人的页面
track-late = 这项申请我们已经晚了，非常抱歉。我们现在打算在 { $moment } 之前完成。

## 发生了什么
event-alert-fired = 已发送提醒
event-alert-superseded = 因有更紧急的提醒，此提醒未发送
event-breach-reason-given = 已填写超期原因
event-rota-added = 已添加值班班次
event-rota-removed = 已删除值班班次
event-staff-away = 已设置外出
