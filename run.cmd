@echo off
rem Starts cxaudit, and first sets up whatever is missing: "run help" lists the words.
rem This file finds Python; installer\bootstrap.py does the rest.
setlocal
set "fits=import sys; sys.exit(sys.version_info < (3, 11))"
rem Beware: Python may be a batch file (pyenv), and one that is started here never comes back.
set "python=py -3"
cmd /d /c %python% -c "%fits%" >nul 2>nul
if not errorlevel 1 goto found
set "python=python"
cmd /d /c %python% -c "%fits%" >nul 2>nul
if not errorlevel 1 goto found
set "locale="
for /f "tokens=3" %%l in ('reg query "HKCU\Control Panel\International" /v LocaleName 2^>nul') do set "locale=%%l"
if /i "%locale:~0,2%"=="ru" goto russian
echo cxaudit needs Python 3.11 or newer. Install it from python.org and start again. 1>&2
set "code=2"
goto refused
:russian
chcp 65001 >nul
echo Для cxaudit нужен Python 3.11 или новее. Установите его с python.org и запустите снова. 1>&2
set "code=2"
goto refused
:found
%python% -IS "%~dp0installer\bootstrap.py" %*
set "code=%errorlevel%"
if "%code%"=="0" exit /b 0
:refused
rem The window of a double click would close before it is read.
if "%~1"=="" pause
exit /b %code%
