### 与孩子有关的工单上发生的事，供工作人员在记录中阅读。

event-child-code-sent = 已向孩子发送验证码
event-child-code-confirmed = 验证码已返回
event-child-knows-guardian = 孩子认识这位监护人
event-child-told = 已告知孩子
event-child-to-be-asked = 需在应用内询问孩子
event-nobody-told = 因有标记，未告知任何人
event-other-guardian-told = 已告知另一位监护人
event-guardian-agreed = 另一位监护人同意
event-guardian-objected = 另一位监护人反对
event-authority-granted = 监护身份已确认，申请继续
event-authority-given-up = 监护身份已放弃
event-authority-ended = 监护身份已终止
event-consent-given = 已作出同意
event-consent-withdrawn = 已撤回同意
event-child-agreed = 孩子赞成这项同意
event-child-disagreed = 孩子不赞成这项同意
event-flag-set = 已设标记
event-flag-lifted = 已解除标记
event-handed-over = 孩子已到年龄，正在询问本人
event-handover-lapsed = 本人未在期限内答复
event-young-link-made = 已生成发给本人的链接
event-young-person-cancelled = 本人已停止申请
event-adopted = 本人已接手申请
event-takeover-suspected = 怀疑账号被他人控制
event-takeover-ruled-out = 已排除账号被他人控制
guardian-act-guardian-authority = 我的证明
