"""What pyproject.toml cannot say: assets lie beside the packages, and inside kiosk where they are installed."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["kiosk*", "ui*", "offline_cache*", "council_api*"]), "kiosk.assets"],
    package_dir={"kiosk.assets": "assets"},
)
