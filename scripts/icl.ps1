# Runs ICL for the JVM on Windows; builds it first where that was not done yet or the sources have changed.
# Settings: JAVA_HOME, ICL_JAVA_OPTS for the JVM's memory (default: -Xmx512m), and ICL_CLASS_PATH for
# plugins, which --class-path names too. Called by icl.cmd; the script icl does the same elsewhere.
$ErrorActionPreference = 'Stop'

$project = (Resolve-Path (Join-Path $PSScriptRoot '..')).Path
$target = Join-Path $project 'icl-cli\target'
$stamp = Join-Path $target 'launcher.stamp'
$list = Join-Path $target 'classpath.txt'

function Stop-With([string] $sentence, [int] $code) {
  [Console]::Error.WriteLine("icl: $sentence")
  exit $code
}

if ($project.Contains(';')) {
  Stop-With "the folder $project has a semicolon in its path, which parts the entries of Java's class path: move the project to a folder without one." 2
}

$java = if ($env:JAVA_HOME) { Join-Path $env:JAVA_HOME 'bin\java.exe' } else { 'java' }
if (-not (Get-Command $java -ErrorAction SilentlyContinue)) {
  Stop-With 'Java 17 or newer is needed: put java on the PATH, or set JAVA_HOME to its folder.' 1
}

# Maven wrote where the modules' jars were then: in a copy, or after a move, those below this folder run.
function Get-ClassPath {
  $main = Get-ChildItem (Join-Path $target 'icl-cli-*.jar') |
    Where-Object { $_.Name -notmatch '-(tests|sources|javadoc)\.jar$' } | Select-Object -First 1
  $entries = @($main.FullName)
  foreach ($jar in (Get-Content $list -Raw).Trim().Split(';')) {
    if ($jar -match '[\\/](icl-[^\\/]+[\\/]target[\\/][^\\/]+\.jar)$') { $jar = Join-Path $project $Matches[1] }
    $entries += $jar
  }
  return $entries
}

# What runs is older than the sources, was never built, or lacks a jar that was cleaned away.
function Test-Stale {
  if (-not (Test-Path $stamp) -or -not (Test-Path $list) -or (Get-Item $list).Length -eq 0) { return $true }
  $built = (Get-Item $stamp).LastWriteTimeUtc
  $sources = @(Get-Item (Join-Path $project 'pom.xml'))
  foreach ($module in Get-ChildItem $project -Directory -Filter 'icl-*') {
    # nothing that runs here depends on it
    if ($module.Name -eq 'icl-spark') { continue }
    $sources += Get-Item (Join-Path $module.FullName 'pom.xml')
    $main = Join-Path $module.FullName 'src\main'
    # folders too: theirs is the time of what was removed from them
    if (Test-Path $main) { $sources += Get-ChildItem $main -Recurse }
  }
  if ($sources | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1) { return $true }
  return [bool] (Get-ClassPath | Where-Object { -not (Test-Path $_) } | Select-Object -First 1)
}

if (Test-Stale) {
  [Console]::Error.WriteLine('icl: building (the first time takes a few minutes)')
  $begun = [DateTime]::UtcNow
  Push-Location $project
  $options = $env:MAVEN_OPTS
  $env:MAVEN_OPTS = "$options -Djansi.noreset=true"
  & (Join-Path $project 'mvnw.cmd') -q -B -ntp '-Dstyle.color=never' -Dfast -DskipTests -pl icl-cli -am package |
    ForEach-Object { [Console]::Error.WriteLine($_) }
  $code = $LASTEXITCODE
  $env:MAVEN_OPTS = $options
  Pop-Location
  if ($code -ne 0) { Stop-With 'the build failed; its messages are above.' 1 }
  # as old as the start of the build: what was edited meanwhile is built next time
  if (-not (Test-Path $stamp)) { New-Item $stamp -ItemType File | Out-Null }
  (Get-Item $stamp).LastWriteTimeUtc = $begun
}

foreach ($engine in 'pytorch', 'tensorflow') {
  if (" $env:MAVEN_OPTS ".Contains(" -Dicl.$engine=gpu ")) {
    Stop-With "-Dicl.$engine=gpu is for Linux on x86_64; take it out of MAVEN_OPTS." 2
  }
}

# Plugins are on Java's own class path, behind the program's entries; the program is told which they are.
$plugins = @()
for ($i = 0; $i -lt $args.Count; $i++) {
  if ($args[$i] -like '--class-path=*') { $plugins += $args[$i].Substring(13).Split(';') }
  elseif ($i -gt 0 -and $args[$i - 1] -eq '--class-path') { $plugins += $args[$i].Split(';') }
}
if ($env:ICL_CLASS_PATH) { $plugins += $env:ICL_CLASS_PATH.Split(';') }
$plugins = @($plugins | Where-Object { $_ })

if (-not $env:OPT_OUT_TRACKING) { $env:OPT_OUT_TRACKING = 'true' }
$memory = if ($env:ICL_JAVA_OPTS) { $env:ICL_JAVA_OPTS } else { '-Xmx512m' }
$options = @('-XX:+UseSerialGC', '-XX:MaxDirectMemorySize=8g') + ($memory -split '\s+' | Where-Object { $_ })
$options += '--enable-native-access=ALL-UNNAMED', '-Dfile.encoding=UTF-8', '-Djava.awt.headless=true', "-Dicl.home=$project"
if ($plugins) { $options += '-Dicl.class.path=' + ($plugins -join ';') }
# An updating progress line needs a terminal that knows escape codes, and its width.
if ($env:WT_SESSION -and -not [Console]::IsErrorRedirected) { $options += "-Dicl.columns=$([Console]::WindowWidth)" }

$classPath = ((Get-ClassPath) + $plugins) -join ';'
& $java $options -cp $classPath dev.icl.cli.IclMain @args
exit $LASTEXITCODE
