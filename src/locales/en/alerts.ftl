# Alerts: low attendance, absences in a row, a programme without sessions
alert-no-officer = This programme has no officer in charge at present, so you are told.
alert-open-programme = Open programme
alert-open-sessions = See its sessions
alert-open-session = See the last session
alert-open-participant = Open participant
alert-log = Record a session

alert-rate-title = ⚠️ Low attendance: { $programme }
alert-rate-figure = Last { $sessions } sessions: { $attended } of { $expected } who should have come = { $percent }. The limit is { $limit }.
alert-rate-session = • { $date }: { $attended } of { $expected } ({ $percent })
alert-rate-definition = Present and late divided by all who should have come; sick, excused and in court are not counted.
alert-rate-next = See who is often absent and ask why. You are not told again until attendance has recovered.

alert-absence-title = ⚠️ Absent { $count } times in a row
alert-absence-number = No. { $number } ({ $initials })
alert-absence-earlier = The last { $count } sessions:
alert-absence-session = • { $date }: { $mark }
alert-absence-definition = Absent and refused are counted; sick, excused and in court are not.
alert-absence-next = It is best to ask why before the next session.

alert-silence-title = ⚠️ { $days } days without a session: { $programme }
alert-silence-last = Last session recorded: { $date }.
alert-silence-start = No session recorded since { $date }.
alert-silence-planned = The next session is planned for { $when }.
alert-silence-next = If sessions were held and not recorded, record them now.
