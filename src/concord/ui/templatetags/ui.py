from django import template

from concord.ui import language

register = template.Library()

register.filter("localised", language.localised_html)
register.filter("plain", language.localised)
