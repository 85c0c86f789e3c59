"""cxaudit: audits of a company's customer journey, without a screen."""

__version__ = "0.1.0"
