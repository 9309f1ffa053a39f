from django import forms

from concord.ui.fields import TextFormField


class SampleForm(forms.Form):
    title = TextFormField(label="Title", help_text="As it should be read in a report. One language is enough.")
    email = forms.EmailField(label="Functional e-mail", help_text="Of the office, not of a person.")
    starts_on = forms.DateField(label="First day", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    description = forms.CharField(label="What is asked for", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    modality = forms.ChoiceField(
        label="How",
        widget=forms.RadioSelect,
        choices=(("training", "Training"), ("equipment", "Equipment"), ("advice", "Advice")),
    )
    agreed = forms.BooleanField(label="The head of the delegation has agreed", required=False)
