@echo off
rem Runs ICL for the JVM on Windows, as the script icl does elsewhere; scripts\icl.ps1 does the work.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0scripts\icl.ps1" %*
exit /b %ERRORLEVEL%
