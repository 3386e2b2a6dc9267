"""The register at the desk."""

from typing import cast
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from xinqiao.core.access import Missing, Post
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.register.people import policy, selectors, services
from xinqiao.register.people.forms import AddStaff, CalendarDayForm, EndPost, GivePost, RestrictContact, YearForm
from xinqiao.register.people.models import ClientKind

POSTS_ON_A_PAGE = 40


def find(request: DeskRequest) -> HttpResponse:
    """The list under a search field. Asked by POST, so that no name stands in an address or a log."""
    found = selectors.find_people(request.actor, request.POST.get("q", ""))
    kinds = [kind for kind in request.POST.get("kinds", "").split(",") if kind]
    if kinds:
        found = [person for person in found if person.kind.value in kinds]
    return render(request, "people/found.html", {"found": found, "query": request.POST.get("q", "")})


def roster(request: DeskRequest, school_class: UUID | None = None) -> HttpResponse:
    """The classes of this year, and the students of one."""
    year = selectors.current_year(today())
    classes = selectors.classes_of_year(year)
    if not request.actor.holds(Post.COUNSELLOR, Post.DIRECTOR):
        classes = [one for one in classes if one.pk in request.actor.scopes(Post.CLASS_TEACHER)]
    chosen = next((one for one in classes if school_class in {None, one.pk}), None)
    if school_class and chosen is None:
        raise Missing("people.schoolclass", school_class)
    students = selectors.students_of_class(request.actor, chosen.pk) if chosen else []
    context: dict[str, object] = {"year": year, "classes": classes, "chosen": chosen, "students": students}
    context["may_import"] = policy.may_import_roster(request.actor)
    context["may_run_school"] = policy.may_run_school(request.actor)
    return render(request, "people/roster.html", context)


def search(request: DeskRequest) -> HttpResponse:
    """The search of the roster, without any script."""
    typed = request.POST.get("q", "")
    found = selectors.find_people(request.actor, typed, limit=30)
    return render(request, "people/search.html", {"found": found, "typed": typed})


def student(request: DeskRequest, pk: UUID) -> HttpResponse:
    """A student's card; the reading is written down."""
    card = services.open_student(actor=request.actor, student=pk, at=now())
    receives = policy.may_receive_people(request.actor) and not card.student.left_on
    client = selectors.client_number(ClientKind.STUDENT, pk) if receives else None
    return render(request, "people/student.html", {"card": card, "client": client})


def contact(request: DeskRequest, pk: UUID, guardian: UUID) -> HttpResponse:
    """Note whether a guardian may be called."""
    card = services.open_student(actor=request.actor, student=pk, at=now())
    subject = next((one.guardian for one in card.guardians if one.guardian.pk == guardian), None)
    if subject is None:
        return redirect("people:student", pk)
    started = {
        "may_be_contacted": subject.may_be_contacted,
        "has_custody": subject.has_custody,
        "reason": (cast("dict[str, str] | None", subject.restriction) or {}).get("reason", ""),
    }
    form = RestrictContact(request.POST or None, initial=started)
    if request.method == "POST" and form.is_valid():
        services.restrict_contact(actor=request.actor, guardian=guardian, at=now(), **form.cleaned_data)
        return redirect("people:student", pk)
    return render(request, "people/contact.html", {"card": card, "guardian": subject, "form": form})


def staff(request: DeskRequest) -> HttpResponse:
    """Who works here and holds which post."""
    page = Paginator(selectors.posts_held(), POSTS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/staff.html", {"page": page, "today": today(), "form": AddStaff()})


def add_staff(request: DeskRequest) -> HttpResponse:
    """Enter a member of staff, then give the first post."""
    form = AddStaff(request.POST)
    if form.is_valid():
        added = services.add_staff(actor=request.actor, name=form.cleaned_data["name"], at=now())
        return redirect("people:give-post-to", added.pk)
    page = Paginator(selectors.posts_held(), POSTS_ON_A_PAGE).get_page(1)
    return render(request, "people/staff.html", {"page": page, "today": today(), "form": form}, status=422)


def give_post(request: DeskRequest, staff: UUID | None = None) -> HttpResponse:
    """Give somebody a post."""
    if staff and staff not in selectors.staff_by_pk([staff]):
        raise Missing("people.staff", staff)
    form = GivePost(request.POST or None, initial={"staff": staff, "starts_on": today()})
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        services.give_post(
            actor=request.actor,
            staff=clean["staff"].pk,
            post=Post(clean["post"]),
            school_class=clean["school_class"].pk if clean["school_class"] else None,
            deputy_for=clean["deputy_for"].pk if clean["deputy_for"] else None,
            starts_on=clean["starts_on"],
            ends_on=clean["ends_on"],
            at=now(),
        )
        return redirect("people:staff")
    return render(request, "people/give_post.html", {"form": form})


def end_post(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Say on which day a post ends."""
    held = selectors.posts_held().filter(pk=pk).first()
    if held is None:
        raise Missing("people.postheld", pk)
    form = EndPost(request.POST or None, initial={"ends_on": today()})
    if request.method == "POST" and form.is_valid():
        services.end_post(actor=request.actor, held=pk, ends_on=form.cleaned_data["ends_on"], at=now())
        return redirect("people:staff")
    return render(request, "people/end_post.html", {"form": form, "held": held})


def calendar(request: DeskRequest) -> HttpResponse:
    """School years, terms, and the days that depart from the public calendar."""
    year_form, day_form = YearForm(initial={"what": "term"}), CalendarDayForm(initial={"is_school_day": False})
    context = selectors.calendar_page(today()) | {"year_form": year_form, "day_form": day_form}
    return render(request, "people/calendar.html", context)


def set_day(request: DeskRequest) -> HttpResponse:
    """Enter one day."""
    form = CalendarDayForm(request.POST)
    if form.is_valid():
        services.set_calendar_day(actor=request.actor, at=now(), **form.cleaned_data)
        return redirect("people:calendar")
    context = selectors.calendar_page(today()) | {"year_form": YearForm(), "day_form": form}
    return render(request, "people/calendar.html", context, status=422)


def add_year(request: DeskRequest) -> HttpResponse:
    """Enter a school year or a term."""
    form = YearForm(request.POST)
    if form.is_valid():
        clean = dict(form.cleaned_data)
        add = services.add_year if clean.pop("what") == "year" else services.add_term
        add(actor=request.actor, at=now(), **clean)
        return redirect("people:calendar")
    context = selectors.calendar_page(today()) | {"year_form": form, "day_form": CalendarDayForm()}
    return render(request, "people/calendar.html", context, status=422)
