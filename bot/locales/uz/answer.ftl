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
