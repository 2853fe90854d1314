menu-title = 🏠 Menyu. Nimani koʻrsatay?
list-mine = 📂 Mening murojaatlarim, eng uzoq kutayotgani birinchi
list-new = 🆕 Yangi murojaatlar, eng uzoq kutayotgani birinchi
list-waiting = ⏳ Javob kutayotganlar, eng uzoq kutayotgani birinchi
list-closed = 📁 Yopilganlar, eng soʻnggisi birinchi
list-all = 🗂 Barcha murojaatlar, eng uzoq kutayotgani birinchi
list-found = 🔎 «{ $query }» boʻyicha topilganlar
list-empty = Hozircha bu yerda hech narsa yoʻq.
search-ask = 🔎 Nimani qidiray? Raqam, ism yoki yozishmadagi soʻzlarni yuboring.
search-lost = Bu qidiruv eskirgan. Iltimos, qaytadan qidiring.

activity-title = 📈 Mening faoliyatim
activity-today = Bugun: { $answered } ta javob, { $closed } ta murojaat yopildi
activity-week = 7 kunda: { $answered } ta javob, { $closed } ta murojaat yopildi
