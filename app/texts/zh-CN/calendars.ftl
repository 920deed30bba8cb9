### Calendars and rules: how far official lists reach, changes by two people, and which rules open tickets keep.

## The alarm, by mail
mail-subject-coverage = { $calendar }：缺少 { $year } 年的官方节假日
mail-coverage-ends = 日历“{ $calendar }”的官方节假日只到 { $until }，还缺 { $year } 年的安排。
mail-coverage-ended = 日历“{ $calendar }”没有 { $year } 年的官方节假日。这一年的到期时间是在没有官方安排的情况下算出的，可能偏早或偏晚。
mail-coverage-act = 请查找主管部门的通知并导入该年，再由另一人批准。
mail-coverage-open = 打开日历
mail-coverage-foot = 隐私服务平台提醒，每个日历、每个年份的每个阈值只发送一次。

## Pages
nav-calendars = 日历
nav-rules = 规则
calendars-title = 日历
calendars-lead = 哪些日子算工作日，决定承诺何时到期。一个人起草更改，另一个人批准，双方事先都能看到哪些到期时间会变动。
calendars-all = 全部日历
calendars-caption = 日历“{ $calendar }”的各年份
calendars-for-office = 适用的产品：{ $products }
calendars-for-law = 仅用于法定时限
calendars-until = 官方安排覆盖至 { $date }
calendars-not-covered = 今天没有官方安排可依
calendars-computed = 由程序推算，不等待官方安排
calendars-year = 年份
calendars-year-link = { $calendar } { $year } 年
calendars-year-title = { $calendar } { $year } 年
calendars-years = 年份
calendars-status = 状态
calendars-version = 版本
calendars-days = 列明的日期数
calendars-source = 来源
calendars-date = 日期
calendars-is = 当天
calendars-why = 原因
calendars-weekend = 每周休息
calendars-official = 官方
calendars-provisional = 暂定
calendars-unofficial = 推算
calendars-missing = 没有安排
calendars-missing-lead = 这一年还没有安排，只有周末算休息日。
calendars-month-plain = 没有特殊日期。
calendars-closed = 休息
calendars-open = 上班
calendars-open-hours = 上班 { $hours }
calendars-offices = 各产品自己的日期
calendars-drafts = 等待决定
calendars-drafts-none = 没有等待决定的草稿。
calendars-decided = 已决定
calendars-decided-none = 还没有已决定的更改。
calendars-date-link = 关闭或开放某一天
calendars-import-link = 导入一年
calendars-alarm-title = 官方节假日安排即将用尽
calendars-alarm-ends = { $calendar }：官方安排到 { $date } 为止，还剩 { $days }，缺 { $year } 年的安排。
calendars-alarm-ended = { $calendar }：没有 { $year } 年的官方安排。
calendars-alarm-link = 前往日历
calendars-alarm-one = { $calendar } { $year } 年
calendars-alarm-line = 官方节假日安排即将用尽：{ $calendars }。
calendars-done-drafted = 草稿已建立，目前什么都没有改变。
calendars-done-approved = 已批准。新工单立即按此计算，未完成的工单会在几秒内更新。
calendars-done-rejected = 已否决，什么都没有改变。
calendars-done-moving = 已批准，正在更新工单。

## A change
change-state-draft = 等待中
change-state-approved = 已批准
change-state-rejected = 已否决
change-line = { $place }：{ $what }
change-office = { $product } 的办公时间
change-closes = { $date } 休息
change-opens = { $date } 上班
change-opens-at = { $date } 上班 { $hours }
change-year = { $year } 年的安排（{ $status }）
change-what = 更改
change-drafted = 起草
change-decided = 决定
change-days = 逐日变化
change-days-none = 没有任何一天会改变。
change-was = 现在
change-becomes = 将变为
change-name-only = 只是名称不同，不影响到期时间。
change-another = 这是您起草的，须由另一个人决定。
change-decide = 您的决定
change-decide-lead = 批准后，新工单立即按此计算，上面列出的到期时间随之变动。已完成的工单不会改变。
change-approve = 批准
change-reject = 否决
change-make = 建立草稿

## The preview
moves-title = 哪些会变动
moves-counts = { $looked } 张未完成的工单中，{ $moving } 张的到期时间会变。
moves-none = 没有到期时间会变动。
moves-more = 仅显示前 { $shown } 条。
moves-clock = 时限
moves-from = 现在的到期时间
moves-to = 之后的到期时间
moves-no-clock = 无

## One date
date-title = 关闭或开放某一天
date-lead = 台风、黑色暴雨、办公室搬迁，或调整后的假期。提交后成为草稿，由另一个人批准。
date-place = 适用范围
date-place-hint = 选择产品时，不论日历如何，以这里为准。选择日历时，对所有采用它的产品以及法定时限都有效。
date-place-calendar = 日历：{ $name }
date-open = 这一天
date-hours = 当天时间
date-hours-hint = 仅在与平常不同时填写，例如 09:00-12:30，或 09:00-12:30, 14:00-18:00。
date-why-hint = 例如：八号台风信号。申请人在时限说明中会看到。

## A year
import-title = 导入一年
import-lead = 粘贴内容或选择文件：可以是政府发布的 iCalendar，也可以是政策文件夹所用的 TOML。提交后成为草稿，由另一个人批准。
import-calendar = 日历
import-year-hint = 仅在文本包含多个年份时填写。
import-text = 文本内容
import-text-hint = 从 BEGIN:VCALENDAR 到 END:VCALENDAR，或一个 [[year]] 块。
import-file = 或选择文件
import-file-hint = 文件内容会取代上面的文本，最大 1 MB。
import-status-text = 以文本为准（TOML）
import-status-hint = iCalendar 中没有这一项，须在此选择。
import-source-hint = 所依据的通知或网址。iCalendar 中没有这一项，须在此填写。
import-why = 为何导入
import-why-hint = 例如：2027 年公报已发布。供同事查看，请勿填写个人信息。
import-line = 第 { $line } 行：{ $words }
import-empty = 请粘贴内容或选择文件。
import-too-long = 文本超过 1 MB，请只保留这一年的条目。
import-no-days = 文本中没有日期。请写一个 [[year]] 块，或为每一天写一个 BEGIN:VEVENT。
import-which-year = 文本包含多个年份：{ $years }。请填写要导入的年份。
import-no-such-year = 文本中没有 { $year } 年，只有 { $years }。
import-toml = 这不是一年的 TOML：{ $why }
import-other-calendar = 这是日历“{ $found }”，而您选择的是{ $wanted }。请改选该日历，或更正 id。
import-other-weekend = 导入不能改变周末，周末为 { $days }。请删去，或照此填写。
import-not-a-line = “{ $text }”不是 iCalendar 的一行。请写成 NAME:VALUE，续行以空格开头。
import-end = “{ $found }”之前缺少 END:{ $expected }。
import-cut = 文本在 END:{ $what } 之前中断，请完整粘贴。
import-outside = “{ $what }”位于 BEGIN:VCALENDAR 和 END:VCALENDAR 之外。
import-time-of-day = { $property } 带有时刻，而节假日只是日期。请写 { $property };VALUE=DATE:20271225。
import-date = { $property } 的“{ $value }”不是日期。请写 { $property };VALUE=DATE:20271225。
import-ends-first = 条目始于 { $start }，止于 { $end }。DTEND 应为最后一天的次日。
import-long = 条目持续超过一年，直到 { $end }。
import-duration = DURATION “{ $value }”不是整天数。请写 P1D，或改用 DTEND。
import-repeats = { $rule }：条目会重复，而一年的安排只列日期。请为每一天写一个条目。
import-no-start = 条目缺少 DTSTART。请写 DTSTART;VALUE=DATE:20271225。
import-no-name = 条目缺少 SUMMARY。请写明节日名称，例如 SUMMARY:圣诞节。
import-conflict = { $date } 一处写为上班，另一处（第 { $line } 行）写为休息，请只保留其一。
import-crowded = { $date } 的名称超过十二个，请只保留需要的。
import-wordy = “{ $start }…”超过 300 个字符，请缩短。
import-bad-date = “{ $text }”不是 YYYY-MM-DD 格式的日期。
import-wrong-year = { $date } 写在了 { $year } 年之下。
import-twice = { $what } 重复出现。
import-hours = 时间“{ $text }”不符合 09:00-12:30 的写法，或互相重叠。
import-closed-with-hours = { $date } 是休息日，却写了上班时间。

## Errors
error-date-required = 请填写日期，例如 2027-03-04
error-hours-wrong = 时间请写成 09:00-12:30。多段之间用逗号分隔，并按先后顺序
error-hours-closed = 休息日没有上班时间。请删去，或选择“上班”
error-days-wrong = 这与日历不符，请检查日期
error-change-reason-required = 请说明原因
error-draft-is-own = 这是您起草的，须由另一个人决定
error-decided-already = 这项更改已有决定
error-rules-changed = 此页显示之后规则已变化，请重新查看预览
error-recompute-running = 这些工单已在更新中
error-status-required = 请选择官方或暂定：iCalendar 中没有这一项
error-source-required = 请填写该安排的来源
error-import-year-wrong = 请填写四位数的年份，或留空

## Rules
rules-title = 未完成工单的规则
rules-lead = 每张工单都沿用计算时的政策、日历和法律。政策变更后，只有管理员看过哪些会变动并批准，未完成的工单才会更新。已完成的工单永不改变。
rules-sets = 使用中的规则
rules-sets-none = 没有未完成的工单。
rules-policy = 政策版本
rules-calendars = 日历版本
rules-tickets = 未完成工单
rules-since = 起始
rules-differs = 与现行规则的差别
rules-current = 现行
rules-moving = 更新中
rules-preview-link = 查看更新会带来什么
rules-preview-of = 查看 { $product } 政策 { $policy } 的工单更新会带来什么
rules-differs-version = 政策版本：{ $old }，现为 { $new }
rules-differs-office = 办公时间或所用日历
rules-differs-terms = 以下类别的承诺：{ $kinds }
rules-differs-calendars = 日历：{ $calendars }
rules-differs-changes = 员工所作的 { $count } 项日历更改
rules-differs-law = 以下地区的法律：{ $places }
rules-runs = 更新记录
rules-runs-none = 还没有更新过工单。
rules-cause = 起因
rules-cause-policy = 政策
rules-cause-calendar = 日历更改
rules-approved = 批准
rules-looked = 已检查
rules-moved = 到期时间已变
rules-done = 完成
rules-running = 进行中
rules-aside = 已搁置：文件现已不同
rules-verified = 每夜核对
rules-verified-never = 尚未核对过。
rules-verified-fine = { $when }：重新计算了 { $checked } 张工单，全部一致。
rules-verified-drift = { $when }：重新计算了 { $checked } 张工单，{ $drifted } 张不一致。可用下面的命令列出。
rules-verify-by-hand = 如需立即核对，请在平台服务器上运行：
rules-move-title = 把 { $product } 政策 { $policy } 的工单更新到现行规则
rules-move-lead = 只更新未完成的工单，并在每张工单上记录前后两个到期时间。
rules-move-button = 更新这些工单

## The ticket's page
event-clocks-recomputed = 按新规则重新计算了到期时间
