# Murojaat kartasi
button-take = ✋ Olish
button-answer = 💬 Javob berish
button-release = ↩️ Boʻshatish
button-transfer = 🔀 Oʻtkazish
button-note = 📝 Eslatma
button-close = 🔒 Yopish
button-reopen = 🔓 Qayta ochish
button-history = 📜 Yozishmani koʻrsatish
button-earlier = ⬆️ Oldingi xabarlar
button-close-confirm = 🔒 Ha, #{ $number } yopilsin
button-keep = ↩️ Yoʻq, ortga
button-reopen-number = 🔓 #{ $number } ni qayta ochish
button-replies = ⚡ Tayyor javoblar
button-send = 📨 Yuborish
button-block = 🚫 Bloklash
button-unblock = ✅ Blokdan chiqarish
button-other-reason = ✏️ Boshqa sabab
button-block-confirm = 🚫 Ha, bloklansin

# Admin yozgan narsa qayerga borishi
button-done = ✅ Tayyor · #{ $number }
button-answer-number = 💬 #{ $number } ga javob · { $name }
button-ask = 🙋 Foydalanuvchi sifatida soʻrash
button-discard = 🗑 Yuborilmasin
button-takeover = ✋ Oʻzimga olib, javob berish
button-takeover-note = ✋ Oʻzimga olish
button-reopen-answer = 🔓 Qayta ochib, javob berish
button-retry = 🔁 Qayta yuborish
button-cancel = ✖️ Bekor qilish

# Menyu
button-mine = 📂 Mening murojaatlarim
button-new = 🆕 Yangi murojaatlar
button-waiting = ⏳ Javob kutayotganlar
button-closed = 📁 Yopilganlar
button-activity = 📈 Mening faoliyatim
button-all = 🗂 Barcha murojaatlar
button-search = 🔎 Qidirish
button-admins = 👥 Adminlar
button-categories = 🏷 Yoʻnalishlar
button-menu = 🏠 Menyu
button-back = ⬅️ Ortga
button-next = Keyingi ➡️
button-previous = ⬅️ Avvalgi
button-open-number = 📂 #{ $number } ni koʻrsatish

# Adminlar va yoʻnalishlar
button-appoint = ➕ Admin tayinlash
button-pick-person = 👤 Odamni tanlash
button-make-super = ⭐ Bosh admin qilish
button-unmake-super = ☆ Bosh adminlikdan olish
button-dismiss = 🚪 Ishdan boʻshatish
button-dismiss-confirm = 🚪 Ha, boʻshatilsin
button-add-category = ➕ Yoʻnalish qoʻshish
button-rename-uz = ✏️ Oʻzbekcha nomi
button-rename-ru = ✏️ Ruscha nomi
button-rename-en = ✏️ Inglizcha nomi
button-up = ⬆️ Yuqoriga
button-down = ⬇️ Pastga
button-deactivate = 🚫 Oʻchirib qoʻyish
button-activate = ✅ Yoqish
button-skip = ⏭ Oʻtkazib yuborish

# Hisobotlar
button-health = 🩺 Holat
button-renew = 🔄 Yangilash
button-reports = 📊 Hisobotlar
button-today = Bugun
button-week = 7 kun
button-days30 = 30 kun
button-month = Shu oy
button-last-month = Oʻtgan oy
button-totals = 📊 Jami
button-by-category = 🏷 Yoʻnalishlar boʻyicha
button-by-admin = 👥 Adminlar boʻyicha
button-chart-volume = 📈 Murojaatlar
button-chart-response = ⏱ Javob vaqti
button-chart-ratings = ⭐ Baholar

# Har bir til oʻzini oʻz nomi bilan ataydi
button-language-uz = 🇺🇿 Oʻzbekcha
button-language-ru = 🇷🇺 Русский
button-language-en = 🇬🇧 English
