### 倒计时，以及期限停止后显示的文字。

## 显示的文字：简短
countdown-days = { $days } 天 { $hours } 小时
countdown-hours = { $hours } 小时 { $minutes } 分
countdown-minutes = { $minutes } 分钟
countdown-seconds = { $minutes } 分 { $seconds } 秒

## 读屏软件读出的文字：完整
countdown-day = 1 天
countdown-long-days = { $count } 天
countdown-hour = 1 小时
countdown-long-hours = { $count } 小时
countdown-minute = 1 分钟
countdown-long-minutes = { $count } 分钟
countdown-soon = 1 分钟以内

## 两者共用
countdown-left = 剩余 { $time }
countdown-over = 已超期 { $time }
countdown-paused = 已暂停，{ $time }后结束
countdown-resumed = 暂停已结束
countdown-done-early = 计时已结束，比截止时间早 { $time }。
countdown-done-late = 计时已结束，比截止时间晚 { $time }。

## 页面打开期间状态变化时的提示
countdown-turned = { $clock }：{ $standing }。请重新加载页面查看最新情况。
countdown-turned-due = { $clock }：截止时间已过。请重新加载页面查看最新情况。
countdown-turned-resumed = { $clock }：暂停已结束，重新开始计时。请重新加载页面查看最新情况。
