### 保存期限：已结案且文字内容已清除时，页面上的说明。

## 客服页面
retention-staff-title = 此工单的个人内容已清除
retention-staff-text = 工单已结案，申诉期已过，并已按政策保存至期满。申请人信息、往来文字和所有文件均已清除；处理结果、理由代码和办理时间仍保留在此。
event-pseudonymised = 个人内容已清除
event-erased = 已删除

## 申请人页面
retention-track-title = 您填写的内容已不再保存
retention-track-text = 此申请已结案。您的邮箱、消息和文件均已从中清除。处理结果和办理时间会再保留几年，以便我们能够证明已经答复过。
track-event-pseudonymised = 您填写的内容和邮箱已被清除
