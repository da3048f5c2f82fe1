# Agreements: memoranda and working agreements, from first talks to their end
agreement-kind-memorandum = Memorandum of understanding (MoU)
agreement-kind-cooperation = Working agreement (PKS)
agreement-kind-short-memorandum = MoU
agreement-kind-short-cooperation = PKS
agreement-stage-exploring = Exploring
agreement-stage-draft = Draft
agreement-stage-review = Review
agreement-stage-signed = Signed
agreement-stage-inForce = In force
agreement-stage-ended = Ended
agreement-stage-renewed = Renewed
agreement-stage-cancelled = Cancelled
agreement-to-exploring = Back to exploring
agreement-to-draft = There is a draft
agreement-to-review = Under review
agreement-to-signed = Signed
agreement-to-inForce = In force
agreement-to-ended = It has ended
agreement-to-cancelled = Cancel it

agreement-today = today
agreement-days-left = { $days ->
    [1] 1 day left
   *[other] { $days } days left
  }
agreement-days-late = { $days ->
    [1] 1 day over
   *[other] { $days } days over
  }
agreement-ends = ends: { $left }
agreement-numbered = { $name } No. { $number }
agreement-number = No. { $number }
agreement-term = { $from } – { $until }
agreement-notice = Notice by { $date }
agreement-stage-since = { $stage }, since { $date }
agreement-renews = Renews { $which }
agreement-renewed-by = Followed by { $which }
agreement-officer = Answers for it: { $name }
agreement-started = ✅ The agreement is written down. Once there is a draft, tap "There is a draft".

agreement-board = Agreements
agreement-stage-line = { $stage }: { $count }
agreement-stage-count = { $stage } ({ $count })
agreement-ending = Near their date
agreement-none-unit = There are no agreements yet. Tap "New agreement", or type for example: /agreements Dinas Perikanan, MoU fisheries training
agreement-none-other = There are no agreements yet. What an officer writes down will be seen here.
agreement-at-stage = Agreements · { $stage }
agreement-none-at-stage = There are none at this stage.
agreement-found = Agreements with "{ $words }"
agreement-found-none = Nothing matches, neither subject, number nor agency. Try another word.
agreement-found-none-unit = Nothing matches. To begin a new agreement, write the agency, a comma, and what it is about, for example: /agreements Dinas Perikanan, MoU fisheries training
agreement-of-visit = Agreements from this visit
agreement-of-visit-none = No agreement has come of this visit yet.

agreement-new = ＋ New agreement
agreement-renew = ♻️ Renew
agreement-edit = ✏️ Change
agreement-history = Stages so far
agreement-history-title = Stages so far
agreement-step = { $stage }, { $date }. Written down by { $name }.
agreement-step-corrected = Corrected to { $stage }, { $date }. Written down by { $name }.
agreement-visit = See the visit
agreement-open-former = The former one
agreement-open-next = What follows it
agreement-to-board = ‹ Board
agreement-back = ‹ Back
agreement-edit-title = What is to be changed?
agreement-fact-subject = Subject
agreement-fact-number = Number
agreement-fact-term = Term
agreement-fact-notice = Notice date
agreement-fact-signers = Signers
agreement-fact-notes = Notes
agreement-agencies = Agencies
agreement-correct = Correct the stage

agreement-title-new = New agreement
agreement-title-renewal = Renewal
agreement-title-stage = Stage of the agreement
agreement-title-correct = Correct the stage
agreement-check = Please check
agreement-save = Save
agreement-label-agency = agency
agreement-label-kind = kind
agreement-label-subject = subject
agreement-label-stage = stage
agreement-label-date = date
agreement-ask-agency = With which agency? Others can be added once it is saved.
agreement-agency-unknown = "{ $typed }" isn't at /agencies yet.
agreement-no-agencies = There are no agencies yet. Add one at /agencies first.
agreement-ask-kind = A memorandum (the frame, mostly signed higher up) or a working agreement (the work itself, which the unit's head may sign)?
agreement-ask-subject = What is it about?
agreement-example-subject = For example: fisheries training for inmates
agreement-ask-stage = Which stage is right?
agreement-written = Written down now: { $stage }, { $date }.
agreement-ask-date = { $stage }: since which day?
agreement-ask-why = Why?
agreement-example-why = For example: the agency's budget went elsewhere
agreement-ask-why-corrected = Why is it corrected?
agreement-example-corrected = For example: tapped by mistake, the draft is still under review
agreement-now = Now: { $what }
agreement-blank = Type - to leave it open.
agreement-ask-number = Which number does it have?
agreement-example-number = For example: W.28-PAS.4-HH.05.05-12 Tahun 2023
agreement-ask-term = From which day until when is it in force?
agreement-example-term = For example: 1 September 2023 – 31 August 2026, or: 1 September 2023, 3 years
agreement-ask-notice = By when does one have to say that it is renewed or ended?
agreement-example-notice = For example: 31 May 2026, or: 3 months before it ends
agreement-ask-signers = Who are the parties, and who signs for them?
agreement-example-signers = For example: Head of Rutan Masohi (name), Head of Dinas Perikanan (name)
agreement-ask-notes = What is to be noted? Only people of the unit see it.
agreement-example-notes = For example: the schedule will be attached later
agreement-ask-turn = Taking part: { $names }. Choose an agency to add, or one with ✓ to take it out.

agreement-stage-saved = ✅ The stage is written down.
agreement-fact-saved = ✅ Saved.
agreement-agencies-saved = ✅ The agencies are changed.
agreement-unchanged = It was written down already.
agreement-fault-needed = The subject is needed.
agreement-fault-date = I can't read that day. To write how long before the end, fill in the term first.
agreement-fault-term = I can't read that term. Write its first and its last day.
agreement-fault-backwards = The last day lies before the first.
agreement-fault-after-end = The notice date can't be after the end.
agreement-refused-foreign = That agreement can't be opened.
agreement-refused-stale = This agreement has changed. This is how it stands now.
agreement-refused-agency = One of the agencies isn't at /agencies any more. Choose again.
agreement-refused-renewal = That agreement can't be renewed, or its renewal is there already.
agreement-refused-not-held = That visit hasn't been recorded as held.
agreement-refused-last-agency = One agency has to stay. Add the other first.
agreement-refused-most-agencies = There are ten agencies already, which is the most.
agreement-refused-not-next = That stage doesn't follow the present one. To go back, use "Correct the stage".
agreement-refused-future = That day hasn't come. Write the stage down once it is reached.
agreement-refused-before = That day lies before the stage written down last. Check the day.
agreement-refused-reason = A reason is needed.

agreement-remind-end = Agreement ends: { $left }
agreement-remind-notice = Notice about the agreement: { $left }

agreement-section = 📄 Agreements from this visit: { $count }
agreement-section-new = 📄 Agreed, go on to an agreement
agreement-section-list = 📄 See the agreements
