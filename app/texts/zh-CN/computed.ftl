# 工单页：计时是怎样得出的。
computed-title = 计时所依据的版本与事件
computed-policy = 收到时生效的政策
computed-rules-policy = 计算所用规则对应的政策
computed-calendars = 日历
computed-changes = 员工对日历的修改
computed-rules = 规则集
computed-round = 第 { $number } 轮（已结束）
computed-events = 影响计时的事件
