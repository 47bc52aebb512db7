@echo off
rem Starts the command line; builds it first when it is missing. Needs a JDK 17 or newer.
setlocal
set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "PROVER=%HOME_DIR%\prover\target\onefold-prover-cli.jar"
set "SHOP=%HOME_DIR%\shop\target\onefold-shop.jar"
set "NAIVE=%HOME_DIR%\naive\target\onefold-naive.jar"
set "BENCH=%HOME_DIR%\benchmarks\target\onefold-benchmarks.jar"
if exist "%PROVER%" if exist "%SHOP%" if exist "%NAIVE%" if exist "%BENCH%" goto run
echo onefold: building the shop, the naive code, the prover and the benchmarks; the first time takes a few minutes ... 1>&2
pushd "%HOME_DIR%"
call mvnw.cmd -q -Dmaven.test.skip -Dspotless.check.skip -pl shop,naive,prover,benchmarks -am package
if errorlevel 1 (popd & exit /b 3)
popd
:run
set "JAR=%PROVER%"
set "ARGUMENTS=%*"
set "COMPILER="
rem over in minutes: the optimising compiler would take more time than it saves
if "%~1"=="replay" set "COMPILER=-XX:TieredStopAtLevel=1"
if "%~1"=="prove" set "COMPILER=-XX:TieredStopAtLevel=1"
rem the benchmarks know the library, which the prover must not
if "%~1"=="bench" (
  set "JAR=%BENCH%"
  call set "ARGUMENTS=%%ARGUMENTS:*bench=%%"
)
"%JAVA%" %COMPILER% -Xmx1g -XX:+UseSerialGC "-Donefold.home=%HOME_DIR%" "-Donefold.shop.jar=%SHOP%" "-Donefold.naive.jar=%NAIVE%" -jar "%JAR%" %ARGUMENTS%
exit /b %ERRORLEVEL%
