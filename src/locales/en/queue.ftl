# /queue: messages that wait to be sent
queue-title = Message queue
queue-due = ⏳ Due and not sent yet: { $due }. The oldest has waited { $age }.
queue-nothing-due = ✅ No message is late.
queue-counts = Planned { $planned } · sent { $sent } · not sent after all { $dropped } · withdrawn { $withdrawn }
queue-set-aside = ⚠️ Could not be sent: { $count }
queue-none-set-aside = No message needs your decision.
queue-row = { $no }. { $what } · { $age }
queue-retry = Try again { $no }
queue-drop = Drop { $no }
queue-retry-all = Try all again
queue-refresh = Refresh
queue-open = Open the queue
queue-done-retry = Being tried again now.
queue-done-drop = Dropped. That message will not be sent.
queue-done-retry-all = { $count ->
    [one] 1 message is being tried again now.
   *[other] { $count } messages are being tried again now.
}
queue-gone = That message no longer waits for a decision.
queue-told = { $count ->
    [one] ⚠️ 1 message could not be sent
   *[other] ⚠️ { $count } messages could not be sent
}
queue-told-hint = Several tries failed. See why, then try again or drop it.
queue-age-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
queue-age-hours = { $count } hours
queue-age-days = { $count } days
queue-about-visit = Visit message
queue-about-session = Session message
queue-about-programme = Programme message
queue-about-agreement = Agreement message
queue-about-summary = Summary for a group
queue-about-agenda = Daily agenda
queue-about-alert = Programme alert
queue-about-roster = Roster message
queue-about-access = Access request
queue-about-invitation = Invitation message
queue-about-incident = News of this program
queue-about-queue = Queue message
queue-about-other = Other message
queue-cause-rejected = Telegram refused its content.
queue-cause-guard = It holds a name or register number; not allowed in a group.
queue-cause-tries = Telegram failed to take it many times.
queue-cause-render = Something on our side failed while it was written.
queue-cause-kind = The running version does not know this kind of message.
queue-cause-other = No cause was recorded.
