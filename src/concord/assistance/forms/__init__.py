from concord.assistance.forms.marking import MarkingForm, UploadForm, marking_initial
from concord.assistance.forms.project import AddMeasureForm, ProjectForm, project_initial

__all__ = ["AddMeasureForm", "MarkingForm", "ProjectForm", "UploadForm", "marking_initial", "project_initial"]
