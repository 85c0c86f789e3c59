"""The PDF on two to six equal audits."""
