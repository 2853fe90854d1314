"""The migrations of the versions that nobody upgrades from beside running code any more.

What comes after them runs while the code before it serves (CONTRIBUTING.md, "Migrations"). A release moves its own
migrations here only when the one before it is not supported any longer.
"""

LANDED = {
    "user": ["0001_create_people", "0002_fold_names", "0003_add_blocking"],
    "staff": [
        "0001_create_staff",
        "0002_add_general_category",
        "0003_add_sign_in_links_and_settings",
        "0004_keep_chosen_language",
        "0005_learn_chosen_languages",
    ],
    "delivery": ["0001_create_outbox"],
    "ticket": [
        "0001_create_tickets",
        "0002_add_ratings_and_measures",
        "0003_measure_earlier_events",
        "0004_protect_events",
        "0005_search_messages",
        "0006_learn_earlier_words",
        "0007_index_events_by_time",
        "0008_index_transfers",
        "0009_add_priority_tags_and_saved_replies",
    ],
}
# Where the code of the last version stands: its models are what writes beside the newest schema.
LAST = [(app, names[-1]) for app, names in LANDED.items()]
