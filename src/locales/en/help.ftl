command-visits = schedule and see visits
command-sessions = log sessions and attendance
command-counts = how many are enrolled
command-programmes = training programmes
command-participants = find participants, upload the roster
command-agencies = partner agencies and their contacts
command-agreements = MoU and working agreements
command-summary = weekly summary
command-press = press drafts
command-invite = invite staff or partners
command-queue = messages waiting to be sent
command-settings = language
command-privacy = what is stored
command-help = help
command-cancel = close the open form
help-title = What you can do
help-group = This bot is for staff and partners. Help is in the private chat.
help-examples-title = One line is enough
help-examples = /visits Dinas Perikanan, Thursday 10am, training meeting
  /sessions Budidaya Ikan Lele, yesterday 9–11
  /counts perikanan august 2023
privacy-title = Privacy in Sambang, { $unit }
privacy-staff = What is stored about you: your Telegram name and account number, your post, and what you record, with its time.
  About inmates only what the programmes need: register number, name, register class, programmes and attendance. Names are shown only in private chats of those entitled; groups receive totals.
  The data is on the office's computer. Questions or corrections: contact the head of the unit.
privacy-stranger = This bot is used by staff and partners. If you ask for access, your Telegram name and account number are stored and shown to the head of the unit. Nothing else is stored.
cancel-nothing = No form is open. Type /help to see what you can do.
later-agreements = Recording MoUs and working agreements is not available yet. Meanwhile, keep the agency in /agencies and its meetings in /visits.
later-press = Press drafts are not available yet. Meanwhile, the facts are on the cards of /visits and /sessions, the figures in /counts.
not-understood = I did not understand this message. Try { $commands }, or /help.
fault = Sorry, something went wrong on our side. What was saved is safe; please repeat the last step. (code { $reference })
fault-delay = Still working on it, one moment please.
guard-refused = The message was not sent to the group because it holds personal data. Please open it in a private chat.
