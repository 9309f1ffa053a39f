from concord.assistance.forms.marking import MarkingForm, RemarkingForm, UploadForm
from concord.assistance.forms.project import AddMeasureForm, ProjectForm, project_initial

__all__ = ["AddMeasureForm", "MarkingForm", "ProjectForm", "RemarkingForm", "UploadForm", "project_initial"]
