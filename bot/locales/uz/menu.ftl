menu-title = 🏠 Menyu. Nimani koʻrsatay?
list-mine = 📂 Mening murojaatlarim, eng uzoq kutayotgani birinchi
list-new = 🆕 Yangi murojaatlar, eng uzoq kutayotgani birinchi
list-waiting = ⏳ Javob kutayotganlar, eng uzoq kutayotgani birinchi
list-closed = 📁 Yopilganlar, eng soʻnggisi birinchi
list-all = 🗂 Barcha murojaatlar, eng uzoq kutayotgani birinchi
list-empty = Hozircha bu yerda hech narsa yoʻq.
search-ask = 🔎 Nimani qidiray? Raqam, ism yoki yozishmadagi soʻzlarni yuboring.
search-lost = Bu qidiruv eskirgan. Iltimos, qaytadan qidiring.
find-title = 🔎 «{ $query }» boʻyicha topilganlar
find-nothing = 🔎 «{ $query }» boʻyicha hech narsa topilmadi.
find-refused = 🔎 Buni qidirib boʻlmaydi: murojaat raqamini yoki kamida ikki, koʻpi bilan 200 harfdan iborat soʻzlarni yuboring.

site-link =
    🔑 Saytga parolsiz kirish:
    { $url }

    Havola bir marta va besh daqiqa ichida ishlaydi, avvalgisi endi ishlamaydi. U kimda boʻlsa, Sizning nomingizdan kira oladi: hech kimga bermang.

activity-title = 📈 Mening faoliyatim
activity-today = Bugun: { $answered } ta javob, { $closed } ta murojaat yopildi
activity-week = 7 kunda: { $answered } ta javob, { $closed } ta murojaat yopildi
activity-first-response = ⏱ Birinchi javob: { $median } (mediana, n { $count })
activity-ratings = ⭐ Baho: { $mean } (oʻrtacha, n { $count })
activity-recent = Soʻnggi baholar:
