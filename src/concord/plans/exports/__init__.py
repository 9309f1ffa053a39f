from concord.plans.exports.reports import report_file
from concord.plans.exports.texts import Distribution, File, comparison_file, distribution_of, file_of, text_file

__all__ = ["Distribution", "File", "comparison_file", "distribution_of", "file_of", "report_file", "text_file"]
