# Counts of participants
count-title = Enrolled participants
count-title-in = { $what }, { $period }
count-as-of = as of { $at }
count-as-of-end = as at the end of { $date }
count-now = now
count-read-as = I read "{ $typed }" as { $name }
count-total = Enrolled: { $people } { $people ->
    [one] person
   *[other] people
  } ({ $enrolments } { $enrolments ->
    [one] enrolment
   *[other] enrolments
  })
count-total-of = Enrolled: { $people } { $people ->
    [one] person
   *[other] people
  } ({ $enrolments } { $enrolments ->
    [one] enrolment
   *[other] enrolments
  }) of { $present } { $whom } = { $percent }
count-whom = inmates
count-whom-convict = convicts
count-whom-detainee = detainees
count-convict = convicts { $people }
count-detainee = detainees { $people }
count-unknown-status = class not recorded { $people }
count-status-convict = Convicts
count-status-detainee = Detainees
count-status-line = { $name }: { $people }
count-status-line-of = { $name }: { $people } of { $present } = { $percent }
count-kind-attitude = Attitude (kepribadian)
count-kind-trade = Trade (kemandirian)
count-moved = Joined { $joined } · left { $left } in { $period }
count-own-programmes = Own programmes
count-columns-programme = enrolled / seats / waiting
count-columns-programme-past = enrolled / waiting
count-columns-people = people / enrolments
count-no-programmes = No programme has anyone enrolled or waiting.
count-more = and { $more } more
count-definition = ℹ️ enrolled = active + paused
count-button-agency = Agency
count-button-kind = Kind
count-button-status = Status
count-button-programme = Programme
count-button-last-month = Last month
count-button-month-before = Month before
count-button-quarter-before = Quarter before
count-button-semester-before = Half-year before
count-button-year-before = Year before
count-button-now = Now
count-button-all = All
count-no-data = No enrolment data yet.
count-no-data-at-all = Figures appear once participants are enrolled with /programmes or the roster is uploaded with /participants.
count-no-data-wait = Figures appear once officers have enrolled participants.
count-no-data-for = No data yet for { $period }.
count-first-record = Enrolment records begin on { $date }.
count-future = { $period } has not come yet, so there is no figure for it. Example: /counts august 2023
count-group-private = Your agency's figures can be seen in a private chat with this bot: /counts
count-example = Examples: /counts fisheries, /counts august 2023, /counts Q3, /counts 1–15 august, /counts detainees
count-understood = I understood { $period }.
count-unknown = I don't know "{ $typed }" as an agency, programme, kind, status or time.
count-unknown-here = I don't know that as an agency, programme, kind, status or time.
count-nearest = Did you mean { $name }?
count-which = Several match "{ $typed }". Which one?
count-fault-no-such-date = I read "{ $understood }"; that date does not exist.
count-fault-wrong-weekday = "{ $understood }": the day and the date do not match.
count-fault-nothing = I did not understand "{ $understood }".
