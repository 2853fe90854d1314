# Тому, кто спрашивает
notice-ticket-opened = 🎫 Ваше обращение: #{ $number } ({ $category }). Мы ответим здесь, а Вы можете писать дальше.
notice-ticket-taken = 🙋 Вашим обращением #{ $number } занимается { $admin }, ответ придёт сюда.
notice-ticket-moved-category = 🔀 Ваше обращение #{ $number } передано в «{ $category }».
notice-ticket-moved-admin = 🔀 Ваше обращение #{ $number } передано, теперь его ведёт { $admin }.
notice-ticket-moved = 🔀 Ваше обращение #{ $number } передано.
notice-closed-by-user = 🔒 Вы закрыли обращение #{ $number }. Спасибо!
notice-closed-by-admin = 🔒 Ваше обращение #{ $number } закрыто. Спасибо, что написали нам!
notice-closed-by-system = 🔒 Ваше обращение #{ $number } закрыто: в нём давно ничего не писали.
notice-can-reopen = Остались вопросы? Откройте его снова или просто напишите.
notice-rate = Как всё прошло? Пожалуйста, оцените нашу помощь от 1 (плохо) до 5 (отлично).
notice-rating-thanks = 🙏 Спасибо за оценку #{ $number }! Хотите добавить пару слов? Пришлите их ответом на это сообщение. Всё остальное, что Вы напишете, будет обычным сообщением.
notice-ticket-reopened = 🔓 Ваше обращение #{ $number } снова открыто. Пожалуйста, пишите дальше здесь.
notice-not-delivered = ⚠️ Это сообщение не удалось передать в #{ $number }. Пожалуйста, пришлите его иначе, например текстом.
notice-person-blocked = ⛔ Служба поддержки заблокировала этот чат. На сообщения, которые Вы здесь пишете, ответа больше не будет.
notice-person-unblocked = ✅ Служба поддержки разблокировала этот чат. Вы снова можете писать сюда. То, что Вы писали в это время, никому не передавалось.

# Администратору
notice-loose = 🤔 Ваше сообщение сохранено. Куда его отправить?
notice-confirm-takeover = ✋ Обращение #{ $number } ведёт { $admin }. Ваше сообщение сохранено. Забрать обращение и ответить?
notice-confirm-reopen = 🔒 Обращение #{ $number } закрыто. Ваше сообщение сохранено. Открыть его снова и ответить?
notice-user-closed = 🔒 { $name }: обращение #{ $number } закрыто самим пользователем.
notice-rated = { $name }: оценка за #{ $number }, { $value } из 5.
notice-rating-changed = { $name }: новая оценка за #{ $number }, { $value } из 5, раньше было { $before }.
notice-delivery-blocked = 🚫 { $name }: бот заблокирован, поэтому в #{ $number } это не дошло. Отправим сами, как только человек вернётся.
notice-delivery-failed = ⚠️ В #{ $number } это не дошло. Ответ Telegram: { $error }
notice-delivery-failed-silently = ⚠️ В #{ $number } это не дошло.
notice-appointed = 🎉 Теперь Вы администратор службы поддержки. Ваши обращения: /admin.
notice-access-changed = 🔧 Ваши права изменились.
notice-categories = 🏷 Ваши категории: { $names }
notice-no-categories-bound = 🏷 Категорий у Вас пока нет.
notice-is-super-admin = ⭐ Вы суперадминистратор.
notice-dismissed = 🚪 Вы больше не администратор службы поддержки. Спасибо за работу!
