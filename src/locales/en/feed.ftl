# Agreed visits in the phone's calendar
feed-title = Visits in your calendar
feed-what = Your agreed visits come into the calendar of your phone or computer by themselves. One that is moved moves there; one that is called off goes.
feed-none = You have no calendar link yet.
feed-since = Your link has worked since { $day }. Its address isn't kept here; if it is lost, make another.
feed-made = ✅ Your calendar link is ready
feed-how = Open the button below on your phone, or copy this address into a calendar (subscribe / from URL):
feed-secret = This link is for you alone: whoever has it sees your visits. Please don't pass it on.
feed-revoked = The calendar link is revoked. Calendars that use it aren't updated any more.
feed-button-make = Make a link
feed-button-anew = New link
feed-button-revoke = Revoke
feed-button-subscribe = 📅 Subscribe
feed-page-what = The visits of { $unit } that you take part in.
feed-page-phone = Open in the phone's calendar
feed-page-google = Add to Google Calendar
feed-page-other = Or copy this address into a calendar (subscribe / from URL):
