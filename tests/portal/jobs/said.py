"""What the log said."""


def said(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "haidang.jobs"]
