"""Areas meet at their front doors."""

from importlib import import_module

import grimp

from tests.architecture.house import AREAS

FRONT_DOORS = {"services", "selectors", "events", "models"}
# Kinds of promises and forms are declared to the office, and its one page prints every area's forms; that is what
# these doors are for.
ALSO_OPEN = {("obligations", "rules"), ("papers", "rules"), ("papers", "printing"), ("people", "pinyin")}
# The web mounts addresses and prints the access matrix; it is where areas are put together.
MOUNTED_BY_WEB = {"urls", "policy", "states"}


def side_doors(graph: grimp.ImportGraph) -> list[str]:
    """Imports from one area into another that do not go through a front door."""
    found = []
    for area, package in AREAS.items():
        for inner in sorted(graph.find_descendants(package)):
            part = inner.removeprefix(package + ".").split(".")[0]
            if part in FRONT_DOORS or (area, part) in ALSO_OPEN:
                continue
            for importer in sorted(graph.find_modules_that_directly_import(inner)):
                own = importer == package or importer.startswith(package + ".")
                web = importer.startswith("xinqiao.web.") and part in MOUNTED_BY_WEB
                command = importer.startswith("xinqiao.cli.")
                if not (own or web or command or ".tests." in importer):
                    found.append(f"{importer} -> {inner}")
    return found


def house_graph() -> grimp.ImportGraph:
    import_module("xinqiao")
    return grimp.build_graph("xinqiao", cache_dir=None)


def test_areas_meet_at_their_front_doors() -> None:
    assert side_doors(house_graph()) == []


def test_the_guard_sees_a_side_door() -> None:
    graph = house_graph()
    graph.add_import(importer="xinqiao.practice.scheduling.services", imported="xinqiao.register.people.policy")
    assert side_doors(graph) == ["xinqiao.practice.scheduling.services -> xinqiao.register.people.policy"]
