@echo off
rem Starts cxaudit, and first sets up whatever is missing: "run help" lists the words.
rem This file finds Python; installer\bootstrap.py does the rest.
setlocal
set "python=py -3"
where /q py || set "python=python"
%python% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 (
    echo cxaudit needs Python 3.11 or newer. Install it from python.org and start again. 1>&2
    exit /b 2
)
%python% -IS "%~dp0installer\bootstrap.py" %*
exit /b %errorlevel%
