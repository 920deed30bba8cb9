### 工作量预测：工作人员页面。

simulate-title = 工作量预测
simulate-lead = 按真实的时限和日历推演今后的日子：能按时完成多少、会积压多少、需要多少人。此页面不会更改任何数据。
simulate-product = 产品
simulate-plan = 来件与人手
simulate-basis-learned = 以下数字根据最近 { $days } 天的 { $tickets } 件工单填入，可按您的预期修改。各班人数只是估计。
simulate-basis-invented = 目前的数据太少：{ $days } 天内 { $tickets } 件工单，其中 { $handled } 件有处理记录。以下数字为虚构，请填写您自己的数字。
simulate-arrivals = 每天工单数
simulate-agents = 各班人数
simulate-days-legend = 日期与目标
simulate-from = 第一天
simulate-days = 天数
simulate-target = 目标按时率（%）
simulate-seed = 随机种子
simulate-seed-hint = 种子相同，推演出的每件工单也相同。
simulate-run = 开始推演

## 结果
simulate-made = 推演结果
simulate-says-kept = 安排{ $crew }时，{ $count } 件工单中有 { $share } 按时完成。
simulate-says-worst = 按时率最低的是“{ $kind }”：{ $share }。
simulate-says-all = 每一类都至少有 { $target } 按时完成。
simulate-says-needs = 要使每一类都有 { $target } 按时完成，需要{ $crew }。
simulate-says-smallest = 任何一班再少一人都达不到。
simulate-says-cut-short = 搜索提前结束，或许更少的人也够。
simulate-says-enough = 这已是能达到目标的最少人数：任何一班再少一人都达不到。
simulate-says-vain = 每班最多安排 { $most } 人，也无法使每一类都有 { $target } 按时完成。
simulate-vain-kind = { $kind }：最高 { $share }。{ $why }
simulate-why-no-shift = 没有任何一班处理这类工单。
simulate-why-uncovered = 其中 { $tickets } 件从收到到截止都无人值班；这样的空档最长 { $hours } 小时，从 { $from } 开始。
simulate-why-busy = 即使有这么多人，也都在处理更早到期的工单。
simulate-why-work = 处理本身加上等待对方答复的时间，已超过时限。
simulate-says-peak = { $day }结束时积压最多：{ $count } 件。全部推演结束时还有 { $open } 件未完成。
simulate-crew-office = { $count ->
    [0] 办公时间无人
   *[other] 办公时间 { $count } 人
}
simulate-crew-night = { $count ->
    [0] 夜班无人
   *[other] 夜班 { $count } 人
}
simulate-crew-day = { $count ->
    [0] 举报日班无人
   *[other] 举报日班 { $count } 人
}
simulate-crew-evening = { $count ->
    [0] 晚班无人
   *[other] 晚班 { $count } 人
}
simulate-and = { $first }和{ $last }
simulate-comma = 、
simulate-percent = { $number }%
simulate-minutes = { $number } 分钟
simulate-hours = { $number } 小时
simulate-days-long = { $number } 天
simulate-day = { $month }{ $day }日

## 表格与图
simulate-chart = 每天结束时未完成的工单
simulate-chart-open = 未完成工单
simulate-requests = 请求
simulate-reports = 举报
simulate-closed = 休息日
simulate-by-kind = 按类型
simulate-kind = 类型
simulate-arrived = 来件
simulate-late = 超时
simulate-open = 最后未完成
simulate-kept = 按时率
simulate-half = 半数完成于
simulate-twentieth = 95% 完成于
simulate-clocks = 各项时限
simulate-reaches = 达到目标
simulate-misses = 未达目标
simulate-by-shift = 按班次
simulate-shift = 班次
simulate-shift-requests = 工作日 { $hours }：请求
simulate-shift-reports = 每天 { $hours }：举报
simulate-people = 人数
simulate-needed = 达到 { $target } 所需
simulate-busy = 忙碌时间
simulate-weeks = 积压最多的几周
simulate-week = { $day }这一周：某天结束时积压 { $backlog } 件，来件 { $arrived } 件

## 依据
simulate-work = 推演所依据的处理时间
simulate-work-median = 半数少于
simulate-work-p95 = 95% 少于
simulate-work-from = 来源
simulate-from-own = { $count } 件工单
simulate-from-desk = 同组全部工单：这一类太少
simulate-from-nothing = 没有数据，为虚构
simulate-asked = { $share } 的请求需要向对方提问，半数答复在 { $time } 内到达。
simulate-left-out = 未计入：复核与撤回、延期、员工休假，以及今天已有的积压。处理时间按同一人对同一工单相邻两次操作的间隔计算，最多一小时；平台之外的工作无法计入。

## 错误
error-simulate-days = 请填写 1 到 366 天
error-simulate-from = 请填写 2020 年到 2040 年的日期
error-simulate-seed = 请填写整数，例如 1
error-simulate-target = 请填写 50 到 100 的数字，例如 99.5
error-simulate-amount = 请填写 0 到 5000 的数字，例如 40
error-simulate-agents = 请填写 0 到 100 的人数
error-simulate-too-many = 工单将超过 20 万件。请减少天数或每天工单数
error-simulate-wrong = 这些数字无法推演，请检查
