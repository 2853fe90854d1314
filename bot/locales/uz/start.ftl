start-greeting = 👋 Assalomu alaykum, { $name }! Bu yordam xizmati: bizga yozing, shu yerning oʻzida Sizga jonli odam javob beradi.
start-choose = Savolingiz nima haqida? Iltimos, yoʻnalishni tanlang.
start-waiting = { $count ->
    [1] 📥 Xabaringiz saqlandi. Tanlashingiz bilan u bizga yetib keladi, qayta yozishingiz shart emas.
   *[other] 📥 { $count } ta xabaringiz saqlandi. Tanlashingiz bilan ular bizga yetib keladi, qayta yozishingiz shart emas.
}
start-reopen = Oxirgi #{ $number } murojaatingizni davom ettirishingiz ham mumkin.
start-write = 🏷 { $category }. Endi savolingizni yozing: matn, rasm, ovoz, fayl, hammasi boʻladi.
start-ticket-open = Sizda ochiq murojaat bor: shu yerga yozganlaringizning hammasi unga tushadi.
start-no-categories = Hozircha savollarni qabul qilmayapmiz. Yozganlaringiz saqlandi. Iltimos, birozdan soʻng qayting.
start-sent = 🏷 { $category }. Savolingiz bizga yuborilmoqda.

language-choose = 🌐 Qaysi tilda gaplashamiz?
language-chosen = 🌐 Yaxshi, endi oʻzbekcha gaplashamiz.

help-user = ℹ️ Savolingizni shu yerga yozing: matn, rasm, ovozli xabar, fayl. Uni odam oʻqiydi va shu suhbatda javob beradi.

    /start: yoʻnalishni tanlash
    /ticket: ochiq murojaatingiz
    /history: avvalgi murojaatlaringiz
    /lang: til
    /cancel: yoʻnalish tanlanishini kutayotgan xabarlarni yubormaslik
help-admin = 🛟 Adminlar uchun:

    /admin: murojaatlaringiz menyusi
    Murojaatdagi istalgan xabarga javob (reply) yozing, u egasiga yetib boradi.
    Yoki kartadagi «Javob berish» tugmasini bosing: «Tayyor»ni bosguningizcha hamma yozganingiz oʻsha yerga boradi.
    /cancel: yozayotgan murojaatingizdan chiqish
    /find va raqam, ism yoki yozishmadagi soʻzlar: murojaatni topish
    /site: brauzerda saytga kirish uchun havola
    /delete, oʻz javobingizga reply qilib: uni 48 soat ichida qabul qiluvchidan oʻchirish
help-super-admin = ⭐ Bosh admin sifatida Siz barcha murojaatlarni koʻrasiz, hisobotlarni oʻqiysiz, /health orqali xizmat holatini kuzatasiz, /admin menyusida adminlar va yoʻnalishlarni boshqarasiz.

cancel-nothing = Bekor qilinadigan narsa yoʻq.
cancel-step = Bekor qilindi.
cancel-discarded = { $count ->
    [1] 🗑 Xabaringiz yuborilmadi. Kerak boʻlib qolsa deb, saqlab qoʻydik.
   *[other] 🗑 { $count } ta xabaringiz yuborilmadi. Kerak boʻlib qolsa deb, saqlab qoʻydik.
}
