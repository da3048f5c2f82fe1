# What heads have to know of the program itself
incident-bad = ⚠️ { $title }
incident-good = ℹ️ { $title }
incident-over = ✅ Over: { $title }
incident-lasted = From { $from } to { $until }. There is nothing more for you to do.
incident-since = It has lasted since { $since }.
incident-sealed = The details can't be opened, since DATA_KEY has been changed.

incident-name-code-guessing = Somebody is guessing invitation codes
incident-what-code-guessing = Today accounts without a post have sent an invitation code { $tries } times. Those that try many times are not answered any more today.
incident-next-code-guessing = Revoke invitations that are no longer needed by /invite. If a colleague is using one and gets no answer, ask them to try again tomorrow.

incident-name-update-set-aside = A message could not be handled yet
incident-what-update-set-aside = { $what ->
    [text] A text
    [button] A tap on a button
    [file] A photo or file
   *[other] A message
  } { $who ->
    [none] from an unknown account
   *[other] from { $who }
  }, { $sentAt }, was tried many times and set aside.
incident-next-update-set-aside = Ask them to repeat it. If it fails again, tell whoever runs the server this time.

incident-name-sweep-failed = A regular job failed
incident-what-sweep-failed = The job “{ $job }” failed. What is saved is safe; reminders and plans that it makes may come late.
incident-next-sweep-failed = It is tried again every hour. If it still fails tomorrow, ask whoever runs the server to look at the log.

incident-name-backup-failed = A backup could not be made
incident-what-backup-failed = { $why ->
    [disk-full] There is not enough room on the disk.
    [folder] The backup folder can't be written to.
    [damaged] The backup that was made did not pass its check, so it is not used.
    [no-tool] The program pg_dump isn't installed on this computer (package postgresql-client).
    [tool] The program pg_dump failed.
    [group] The chat for copies of the backup is a group; choose a private chat or a channel.
    [too-large] The backup was made, but its copy is larger than Telegram takes (50 MB).
    [chat] The backup was made, but its copy could not be sent to the chosen chat.
   *[other] The reason is in the log.
  }
incident-next-backup-failed = Ask whoever runs the server to mend it and to run npm run backup.

incident-name-backup-overdue = No backup for three days
incident-what-backup-overdue = { $lastAt ->
    [none] No backup has ever been made.
   *[other] The last one was made { $lastAt }.
  }
incident-next-backup-overdue = Ask whoever runs the server to run npm run backup and to keep the result in another place.

incident-name-upgraded = The program was upgraded
incident-what-upgraded =
    { $figures } figures were compared before and after: all are the same.
    { $backup ->
        [none] No backup from before was made here.
       *[other] The backup from before: { $backup }
    }
incident-next-upgraded = There is nothing for you to do.

incident-name-guard-dropped = A line was not sent to a group
incident-what-guard-dropped =
    { $by ->
        [name] “{ $words }” looks like a participant’s name, so this line was not told to the group “{ $group }”:
       *[register] “{ $words }” looks like a register number, so this line was not told to the group “{ $group }”:
    }
    { $line }
incident-next-guard-dropped = The rest was sent. Where it matters, write the original without names and numbers.

incident-name-head-left = A head is no longer in the configuration
incident-what-head-left = { $name } is no longer in HEAD_TELEGRAM_IDS and no longer a head here.
incident-next-head-left = If that is wrong, ask whoever runs the server to put them back, or invite them by /invite.

incident-name-disk-full = The server’s disk is full
incident-what-disk-full = Nothing can be saved. What was saved is safe, and messages that were not handled will be tried again.
incident-next-disk-full = Ask whoever runs the server to make room on the disk now. The program goes on by itself.

incident-name-database-read-only = Data can’t be written
incident-what-database-read-only = Data can only be read. What was saved is safe, and messages that were not handled will be tried again.
incident-next-database-read-only = Ask whoever runs the server to check the file’s permissions and disk, or the PostgreSQL server. The program goes on by itself.

incident-name-reminders-late = Reminders are late
incident-what-reminders-late = { $count } messages are due and not sent; the oldest since { $sinceAt }.
incident-next-reminders-late = See /queue. Telephone about what is urgent today.

incident-name-polling-silent = The bot hears nothing from Telegram
incident-what-polling-silent = Telegram has not answered since { $sinceAt }. What was written to the bot has not been read yet, and will be when the line is back.
incident-next-polling-silent = Ask whoever runs the server to check its internet connection.

incident-name-polling-conflict = Another program uses this bot
incident-what-polling-conflict = Another program with the same token takes messages for this bot, so some may stay unanswered.
incident-next-polling-conflict = Ask whoever runs the server to stop one of them. If nobody knows that program, replace the token at @BotFather.
