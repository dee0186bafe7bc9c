@echo off
rem Runs Maven: the installed one, otherwise the release that .mvn\wrapper\maven-wrapper.properties
rem pins, fetched once from %MVNW_REPOURL%. The enforcer refuses an installed one that is too old.
setlocal
set "PROPERTIES=%~dp0.mvn\wrapper\maven-wrapper.properties"
if defined MAVEN_HOME if exist "%MAVEN_HOME%\bin\mvn.cmd" (
  call "%MAVEN_HOME%\bin\mvn.cmd" %*
  exit /b %ERRORLEVEL%
)
where mvn.cmd >nul 2>nul
if not errorlevel 1 (
  call mvn.cmd %*
  exit /b %ERRORLEVEL%
)
for /f "usebackq eol=# tokens=1,2 delims==" %%a in ("%PROPERTIES%") do set "%%a=%%b"
set "DIST=%USERPROFILE%\.m2\wrapper\dists"
set "HOME_DIR=%DIST%\apache-maven-%distributionVersion%"
if exist "%HOME_DIR%\bin\mvn.cmd" goto run
if not defined MVNW_REPOURL (
  echo mvnw: Maven %minimumVersion% or newer is needed: put its mvn on the PATH, or set MVNW_REPOURL to the URL of a Maven repository to fetch Maven %distributionVersion% from. 1>&2
  exit /b 1
)
powershell -NoProfile -Command "$ErrorActionPreference='Stop'; $v=$env:distributionVersion; $zip=Join-Path $env:TEMP \"maven-$v-$PID.zip\"; Invoke-WebRequest -UseBasicParsing ($env:MVNW_REPOURL.TrimEnd('/') + \"/org/apache/maven/apache-maven/$v/apache-maven-$v-bin.zip\") -OutFile $zip; if ((Get-FileHash -Algorithm SHA512 $zip).Hash -ne $env:distributionSha512Sum) { Remove-Item $zip; throw 'the SHA-512 of what was fetched differs from the pinned one' }; Expand-Archive $zip -DestinationPath $env:DIST; Remove-Item $zip"
if errorlevel 1 (
  echo mvnw: could not fetch Maven %distributionVersion%. 1>&2
  exit /b 1
)
:run
set "MAVEN_HOME=%HOME_DIR%"
call "%HOME_DIR%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%
