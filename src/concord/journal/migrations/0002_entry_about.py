from django.db import migrations, models

from concord.journal.logic import public_id


def fill(apps, schema_editor):
    entries = apps.get_model("journal", "Entry")
    for entry in entries.objects.only("pk", "items").iterator(chunk_size=2000):
        about = public_id(entry.items[0]["key"]) if entry.items else None
        if about is not None:
            entries.objects.filter(pk=entry.pk).update(about=about)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="about",
            field=models.UUIDField(db_index=True, editable=False, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
