# The record of a visit: a file to print and to sign
record-title = RECORD OF A VISIT
record-name-of = Record of the visit with { $agency }, { $date }
record-file = visit-record
record-letter = Number: { $number }
record-opening-toAgency = { $unit } visited { $agency }, as follows.
record-opening-toUnit = { $agency } visited { $unit }, as follows.
record-day = Day and date
record-time = Time
record-place = Place
record-purpose = Purpose
record-parties = Parties
record-office = Office of { $agency }
record-attendance = Present
record-number = No.
record-name = Name
record-post = Post
record-agency = Institution
record-minutes = What was discussed
record-no-minutes = (to be written by hand)
record-agreed = Agreed to in Sambang by { $agencies }.
record-followups = Follow-ups
record-no-followups = None.
record-what = What is to be done
record-owner = By whom
record-due = By when
record-attached = Attachments
record-picture = Photo { $number }
record-attached-photo = { $count ->
    [one] one photo
   *[other] { $count } photos
 }
record-attached-voice = { $count ->
    [one] one recording
   *[other] { $count } recordings
 }
record-attached-file = { $count ->
    [one] one file
   *[other] { $count } files
 }
record-attached-rest = Kept in Sambang, not printed: { $rest }.
record-closing = This record was drawn up truthfully, to be used as needed.
record-footer = Record of { $agency }, { $date } · page { $page } of { $pages }
record-caption = 📄 The record, ready to print and to be signed by both sides.
record-caption-no-minutes = The minutes are not written yet; their place is left empty. Write them under "Notes and photos", then download it again.
record-caption-masked = ⚠️ Inmates' names or register numbers in what was written are replaced by […].
record-refused-foreign = Another agency's data cannot be opened.
record-refused-not-held = This visit has not been recorded as held.
record-refused-no-minutes = The minutes of this visit are not written yet. The record will follow.
record-button = 📄 Record (PDF)
