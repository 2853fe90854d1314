# Admin nima yozadi va u qayerga boradi
focus-answer = 💬 Siz #{ $number } · { $name } ga javob bermoqdasiz. «Tayyor»ni bosguningizcha hamma yozganingiz oʻsha yerga boradi.
focus-note = 📝 Siz #{ $number } · { $name } ga eslatma yozmoqdasiz. «Tayyor»ni bosguningizcha yozganlaringizni faqat adminlar koʻradi.
focus-placeholder-answer = #{ $number } ga javob
focus-placeholder-note = #{ $number } ga eslatma
focus-finished = ✅ #{ $number } bilan ish tugadi.
focus-none = ✅ Hozir Siz hech qaysi murojaatga yozmayapsiz.
takeover-ask = #{ $number } ni { $admin } yuritmoqda. Uni oʻzingizga olasizmi?
takeover-ask-somebody = #{ $number } ni boshqa admin yuritmoqda. Uni oʻzingizga olasizmi?

transfer-choose = 🔀 #{ $number } qayerga oʻtkazilsin?
transfer-nobody = #{ $number } ni oʻtkazadigan joy yoʻq.
transfer-to-category = 🔀 #{ $number } «{ $name }» yoʻnalishiga oʻtkazildi.
transfer-to-admin = 🔀 #{ $number } endi { $name } da.

pending-answered = 💬 #{ $number } ga yuborildi.
pending-asked = 🙋 Oʻzingizning savolingiz sifatida yuborildi.
pending-waiting = 🙋 Oʻzingizning savolingiz sifatida saqlandi, yoʻnalishini tanlash qoldi.
pending-discarded = { $count ->
    [1] 🗑 Xabar yuborilmadi. Uni saqlab qoʻydik.
   *[other] 🗑 { $count } ta xabar yuborilmadi. Ularni saqlab qoʻydik.
}
delete-done = 🗑 Qabul qiluvchidan oʻchirilmoqda.
delete-how = Oʻz javobingizni oʻchirish uchun unga /delete deb reply qiling.
retry-done = 🔁 Yana urinib koʻryapmiz.

replies-title = ⚡ #{ $number } uchun tayyor javoblar. Birini tanlang, u foydalanuvchiga qanday borishini koʻrasiz.
replies-none = Bu yoʻnalish uchun hali tayyor javob yoʻq. Ular saytda yoziladi.
replies-preview = ⚡ { $title } · #{ $number }
replies-sent = 📨 #{ $number } ga yuborildi.

block-why = 🚫 #{ $number } egasi nima uchun bloklanadi? Sababni faqat xodimlar koʻradi.
block-reason-spam = Keraksiz reklama
block-reason-abuse = Haqorat
block-reason-fraud = Firibgarlik
block-type = ✏️ #{ $number } egasini bloklash sababini yozing. Uni faqat xodimlar koʻradi.
block-ask = 🚫 #{ $number } egasi bloklansinmi? Sabab: { $reason }. Ochiq murojaati yopiladi, bloklangani oʻziga bir marta aytiladi va yozganlari endi xizmatga yetib kelmaydi.
block-reason-lost = Sabab saqlanmay qoldi. Iltimos, uni yana bir marta yozing.
block-reason-refused = Bu sabab juda uzun. Iltimos, qisqaroq yozing.
block-done = 🚫 #{ $number } egasi bloklandi.
unblock-done = { $count ->
    [0] ✅ #{ $number } egasi blokdan chiqarildi.
   *[other] ✅ #{ $number } egasi blokdan chiqarildi. Shu vaqt ichida yozgan { $count } ta xabari saqlangan, lekin hech kimga yuborilmagan.
}
