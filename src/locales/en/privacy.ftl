# Privacy: what is kept
privacy-title = Privacy in Sambang, { $unit }
privacy-staff = What is stored about you: your Telegram name and account number, your post, and what you record, with its time. Names of those who sign agreements are kept as an officer typed them.
  About inmates only what the programmes need: register number, name, register class, programmes and attendance. Names are shown only in private chats of those entitled; groups receive totals.
  The data is on the office's computer. Questions or corrections: contact the head of the unit.
privacy-stranger = This bot is used by staff and partners. If you ask for access, your Telegram name and account number are stored and shown to the head of the unit. Nothing else is stored.
privacy-held-title = What is kept about you
privacy-account = 👤 { $name }, Telegram account { $account }, since { $since }.
privacy-seen = Last seen { $day } (no more than the day is kept).
privacy-post = • { $post }, { $unit }: since { $since }
privacy-post-ended = • { $post }, { $unit }: { $since } until { $until }, { $why }
privacy-no-post = No post.
privacy-acts-in = Of several units, you chose { $unit }.
privacy-done = Actions recorded: { $count }, since { $since }.
privacy-done-none = No action is recorded yet.
privacy-messages = Messages for you: { $waiting } waiting, { $sent } sent.
privacy-feed = Your calendar link has worked since { $since } (/visits calendar)
privacy-kept = How long: open forms { $forms } days, messages that the bot has not read { $updates } days at most; posts and actions as long as the office keeps its archive.
privacy-export = Download my data
privacy-exported = All that is kept about you. Opens in Excel.
privacy-exported-newest = What is kept about you, with the newest actions: { $most }.
privacy-file = my-data
privacy-column-what = what
privacy-column-value = content
privacy-row-name = name
privacy-row-account = Telegram account
privacy-row-locale = language
privacy-row-since = kept since
privacy-row-seen = last seen
privacy-row-post = post
privacy-row-acts-in = chosen unit
privacy-row-waiting = messages waiting
privacy-row-sent = messages sent
privacy-row-feed = calendar link since
privacy-row-done = action
privacy-end = End access: { $post }
