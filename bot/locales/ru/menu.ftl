menu-title = 🏠 Меню. Что показать?
list-mine = 📂 Мои обращения, сначала те, что ждут дольше всех
list-new = 🆕 Новые обращения, сначала те, что ждут дольше всех
list-waiting = ⏳ Ждут ответа, сначала те, что ждут дольше всех
list-closed = 📁 Закрытые, сначала последние
list-all = 🗂 Все обращения, сначала те, что ждут дольше всех
list-found = 🔎 Найдено по запросу «{ $query }»
list-empty = Здесь сейчас ничего нет.
search-ask = 🔎 Что искать? Пришлите номер, имя или слова из переписки.
search-lost = Этот поиск уже устарел. Пожалуйста, начните новый.

activity-title = 📈 Моя работа
activity-today = Сегодня: { $answered ->
    [one] { $answered } ответ
    [few] { $answered } ответа
   *[other] { $answered } ответов
}, { $closed ->
    [one] закрыто { $closed } обращение
    [few] закрыто { $closed } обращения
   *[other] закрыто { $closed } обращений
}
activity-week = За 7 дней: { $answered ->
    [one] { $answered } ответ
    [few] { $answered } ответа
   *[other] { $answered } ответов
}, { $closed ->
    [one] закрыто { $closed } обращение
    [few] закрыто { $closed } обращения
   *[other] закрыто { $closed } обращений
}
