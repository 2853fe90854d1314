# Admins
admins-title = 👥 Admins
admins-empty = 👥 There are no admins yet.
admin-title = 👤 { $name }
admin-id = Telegram id: { $id }
admin-is-admin = Role: admin
admin-is-super = Role: ⭐ super admin
admin-is-permanent = Role: ⭐ super admin, named in the settings
admin-hint = Press a category to bind it or to let it go.
admin-no-categories = 🏷 Not bound to any category yet.
admin-link = This person has not started the bot yet. Please send them this link, and their notices arrive then: { $link }
appoint-ask = ➕ Who shall be an admin? Press the button below to choose a person, or forward a message of theirs, or send their Telegram id.
appoint-placeholder = A person, a forward, or an id
appoint-hidden = This forward hides its author, so I cannot tell who it is. Please choose the person with the button below, or send their Telegram id.
appoint-no-person = This was not written by a person. Please choose somebody with the button below, or send a Telegram id.
appoint-bot = This is a bot, and bots cannot be admins. Please choose a person.
appoint-not-id = This is not a Telegram id. Please choose a person with the button below, forward a message of theirs, or press Cancel.
appoint-done = 🎉 { $name } is an admin now. Please choose the categories.
dismiss-ask = Dismiss { $name }? Their tickets become free again.
dismiss-done = 🚪 { $name } is no longer an admin.

# Categories
categories-title = 🏷 Categories, in the order in which people see them
category-title = 🏷 { $name }
category-slug = Link name: { $slug }
category-name-uz = Uzbek: { $name }
category-name-ru = Russian: { $name }
category-name-en = English: { $name }
category-active = ✅ People can choose it.
category-inactive = 🚫 Switched off, people do not see it.
category-ask-slug = 🏷 A short link name for the new category, please: Latin letters, digits and hyphens, for instance payments.
category-ask-uz = ✏️ Its name in Uzbek, please.
category-ask-ru = ✏️ Its name in Russian, please.
category-ask-en = ✏️ Its name in English, please.
category-added = 🎉 The category “{ $name }” is there.
category-renamed = ✏️ Renamed: { $name }
category-refused = This was not accepted, the link name may be taken or unfit. Please send another link name.
category-name-refused = This name was not accepted. Please send another, a shorter one.
