### Calendars and rules: how far official lists reach, changes by two people, and which rules open tickets keep.

## The alarm, by mail
mail-subject-coverage = { $calendar }：缺少 { $year } 年的官方节假日
mail-coverage-ends = 日历“{ $calendar }”的官方节假日只到 { $until }，还缺 { $year } 年的安排。
mail-coverage-ended = 日历“{ $calendar }”没有 { $year } 年的官方节假日。这一年的到期时间是在没有官方安排的情况下算出的，可能偏早或偏晚。
mail-coverage-act = 请查找主管部门的通知并导入该年，再由另一人批准。
mail-coverage-open = 打开日历
mail-coverage-foot = 隐私服务平台提醒，每个日历、每个年份的每个阈值只发送一次。
