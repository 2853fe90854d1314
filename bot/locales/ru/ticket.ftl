# Что человек видит о своём обращении
ticket-title = 🎫 Обращение #{ $number } · { $category }
ticket-status-new = ⏳ Ждёт, пока его кто-нибудь возьмёт.
ticket-status-taken = 🙋 Вам отвечает { $admin }.
ticket-status-closed = 🔒 Закрыто.
ticket-hint = Всё, что Вы пишете здесь, попадает в это обращение.
ticket-none = У Вас нет открытого обращения. Просто напишите вопрос или выберите категорию: /start.
ticket-close-ask = Закрыть #{ $number }? Позже его можно будет открыть снова.
ticket-history-title = 📚 Ваши обращения. Выберите, какое перечитать.
ticket-history-empty = У Вас ещё нет обращений. Просто напишите Ваш вопрос.
ticket-earlier = { $count ->
    [one] 📜 #{ $number }: далее { $count } сообщение, есть и более ранние.
    [few] 📜 #{ $number }: далее { $count } сообщения, есть и более ранние.
   *[other] 📜 #{ $number }: далее { $count } сообщений, есть и более ранние.
}
ticket-shown = { $count ->
    [0] Сообщений пока нет.
    [one] Далее { $count } сообщение.
    [few] Далее { $count } сообщения.
   *[other] Далее { $count } сообщений.
}

toast-taken = ✋ Обращение #{ $number } теперь Ваше.
toast-released = ↩️ Обращение #{ $number } снова свободно.
toast-closed = 🔒 Обращение #{ $number } закрыто.
toast-reopened = 🔓 Обращение #{ $number } снова открыто.
toast-kept = Всё осталось как было.
toast-saved = Сохранено.
toast-rated = ⭐ #{ $number }: { $value } из 5. Спасибо! Оценку ещё можно изменить.
