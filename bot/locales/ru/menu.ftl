menu-title = 🏠 Меню. Что показать?
list-mine = 📂 Мои обращения, сначала те, что ждут дольше всех
list-new = 🆕 Новые обращения, сначала те, что ждут дольше всех
list-waiting = ⏳ Ждут ответа, сначала те, что ждут дольше всех
list-closed = 📁 Закрытые, сначала последние
list-all = 🗂 Все обращения, сначала те, что ждут дольше всех
list-empty = Здесь сейчас ничего нет.
search-ask = 🔎 Что искать? Пришлите номер, имя или слова из переписки.
search-lost = Этот поиск уже устарел. Пожалуйста, начните новый.
find-title = 🔎 Найдено по запросу «{ $query }»
find-nothing = 🔎 По запросу «{ $query }» ничего не нашлось.
find-refused = 🔎 Такое найти нельзя: пришлите номер обращения или слова, не короче двух букв и не длиннее 200.

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
activity-first-response = ⏱ Первый ответ: { $median } (медиана, n { $count })
activity-ratings = ⭐ Оценка: { $mean } (в среднем, n { $count })
activity-recent = Последние оценки:
