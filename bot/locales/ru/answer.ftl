# Что пишет администратор и куда это идёт
focus-answer = 💬 Вы отвечаете в #{ $number } · { $name }. Всё, что Вы пишете, идёт туда, пока Вы не нажмёте «Готово».
focus-note = 📝 Вы пишете заметки к #{ $number } · { $name }. Их видят только администраторы, пока Вы не нажмёте «Готово».
focus-placeholder-answer = Ответ в #{ $number }
focus-placeholder-note = Заметка к #{ $number }
focus-finished = ✅ Работа с #{ $number } окончена.
focus-none = ✅ Сейчас Вы не пишете ни в одно обращение.
takeover-ask = Обращение #{ $number } ведёт { $admin }. Забрать его себе?
takeover-ask-somebody = Обращение #{ $number } ведёт другой администратор. Забрать его себе?

transfer-choose = 🔀 Куда передать #{ $number }?
transfer-nobody = Обращение #{ $number } передать некуда.
transfer-to-category = 🔀 Обращение #{ $number } передано в категорию «{ $name }».
transfer-to-admin = 🔀 Обращение #{ $number } передано: { $name }.

pending-answered = 💬 Отправлено в #{ $number }.
pending-asked = 🙋 Задано как Ваш собственный вопрос.
pending-waiting = 🙋 Сохранено как Ваш собственный вопрос, осталось выбрать категорию.
pending-discarded = { $count ->
    [1] 🗑 Сообщение не отправлено. Мы его храним.
    [one] 🗑 { $count } сообщение не отправлено. Мы его храним.
    [few] 🗑 { $count } сообщения не отправлены. Мы их храним.
   *[other] 🗑 { $count } сообщений не отправлено. Мы их храним.
}
delete-done = 🗑 Удаляем у получателя.
delete-how = Чтобы удалить свой ответ, пришлите /delete ответом на него.
retry-done = 🔁 Пробуем ещё раз.
