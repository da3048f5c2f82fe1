agency-title = Partner agencies
agency-none = There is no partner agency yet.
agency-count = { $total } { $total ->
    [one] agency
   *[other] agencies
  }.
agency-choose = Choose one to see its contacts.
agency-choose-invite = Choose one to see its contacts and to invite.
agency-add = ＋ Add an agency
agency-add-title = New agency
agency-ask-name = What is the agency's name?
agency-name-example = Example: Dinas Perikanan Maluku Tengah
agency-name-needs-letters = The name of an agency has letters or digits. Example: Dinas Perikanan Maluku Tengah
agency-ask-address = What is its office address?
agency-label-name = name
agency-label-address = address
agency-save = Save
agency-edit = Change
agency-all = All agencies
agency-added = ✅ Agency added.
agency-changed = ✅ Changes saved.
agency-programmes = { $programmes ->
    [one] { $programmes } programme
   *[other] { $programmes } programmes
  }
agency-no-contact = No contact is connected yet.
agency-contact = 👤 { $name }, { $post } · { $presence }
agency-exists = An agency named "{ $name }" exists already. Write another name, or /cancel and open /agencies.
agency-forbidden = Your post does not include changing agencies.
agency-gone = This agency is no longer found.
agency-not-found = No agency matches "{ $typed }" yet.
