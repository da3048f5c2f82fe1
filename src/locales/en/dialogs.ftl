# Forms, common buttons, dates and times
dialog-cancel = Cancel
dialog-back = ‹ Back
dialog-skip = Skip
dialog-next = Continue
dialog-edit = Change { $what }
dialog-edit-other = Change something else
dialog-edit-what = What should change?
dialog-cancelled = Cancelled. Nothing was saved.
dialog-replaced = This form was closed because another one was opened. Nothing of it was saved.
dialog-not-that = Please answer here with text or a button, or /cancel.
dialog-use-buttons = Please use the buttons below, or /cancel.
button-stale = This button no longer applies.
choice-type = There are { $total }. Type part of a name to search.
choice-gone = That choice is no longer there. Please choose again.
choice-read-as = I read "{ $typed }" as { $name }.
choice-many = Several match "{ $typed }". Which one?
choice-none = Nothing matches "{ $typed }". Choose from the list or type part of the name.
page-previous = ‹ Previous
page-next = Next ({ $page }/{ $pages }) ›
page-more = Next ›
field-no-photo = No photo is needed at this step. Please answer the question.
text-empty = Please write the answer as text.
text-too-long = Too long: { $length } characters, at most { $max }. Nothing of it was kept.
text-rest-too = This is the rest of what was too long, so it wasn't kept either. Write it again, shorter.
notes-too-long = Not added: with what is there it would be { $length } characters, at most { $max }. What is there is kept.
number-wanted = Write one number between { $min } and { $max }, for example { $min }.
number-wanted-not = "{ $typed }" cannot be used. Write one number between { $min } and { $max }, for example { $min }.
notes-length = … ({ $length } characters)
notes-so-far = 📝 { $notes }
  📷 { $photos ->
    [one] { $photos } photo
   *[other] { $photos } photos
  }
photos-full = At most { $max } photos. The last one was not kept.
when-date-example-future = Or type: tomorrow, Thursday, 31/8, Thursday 10am
when-date-example-past = Or type: yesterday, Thursday, 31/8, yesterday 9am
when-time-example = Or type: 10, 2.30pm, 09:00–11:00
when-no-such-date = I read "{ $understood }"; that date does not exist. Examples: 28 Feb, tomorrow, Thursday 10am.
when-no-such-time = I read "{ $understood }"; that time does not exist. Examples: 10, 14:30, 09:00–11:00.
when-end-before-start = "{ $understood }" ends before it starts. Example: 09:00–11:00. If it ends on the day after, write for instance: 14:00 to 10:00 next day.
when-ambiguous = "{ $understood }" can mean two things. Clear examples: Thursday 10am, the 30th at 14:00.
when-needs-day = "{ $understood }": which day? Examples: next Thursday, 31/8.
when-wrong-weekday = "{ $understood }": the weekday and the date do not match. Examples: 31/8/2023, next Thursday.
when-not-understood = I did not understand "{ $understood }". Examples: tomorrow, 28 Feb, Thursday 10am.
when-past = { $date } has passed. Choose today or later.
when-future = { $date } is still to come. Choose today or earlier.
when-today = Today
when-tomorrow = Tomorrow
when-yesterday = Yesterday
dialog-late-kept = What you sent before was added to the notes.
dialog-late-gone-on = { $what ->
    [photo] Your photo
   *[text] Your text "{ $text }"
  } was not used because the form had gone on to another question. Tap Back, or Change at the end, and send it again.
dialog-late-closed = { $what ->
    [photo] Your photo
   *[text] Your text "{ $text }"
  } was not used because its form was closed by then. If it is to be added, open the record again and send it once more.
dialog-newer = This form was opened after that, so it stays open. To close it, send /cancel once more.
dialog-lost = The form that was open can no longer be read after the system was updated. What was saved is safe; please begin the form again.
dialog-lost-text = The form that was open can no longer be read after the system was updated, so what you sent was not used. What was saved is safe; please begin the form again.
files-lost = { $count ->
    [one] One file is no longer at Telegram and was not copied in time.
   *[other] { $count } files are no longer at Telegram and were not copied in time.
  }
