@echo off
rem Starts the command line; builds it first when it is missing. Needs a JDK 17 or newer.
setlocal
set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "PROVER=%HOME_DIR%\prover\target\onefold-prover.jar"
set "SHOP=%HOME_DIR%\shop\target\onefold-shop.jar"
if exist "%PROVER%" if exist "%SHOP%" goto run
echo onefold: building the shop and the prover; the first time takes a few minutes ... 1>&2
pushd "%HOME_DIR%"
call mvnw.cmd -q -Dmaven.test.skip -Dspotless.check.skip -pl shop,prover -am package
if errorlevel 1 (popd & exit /b 3)
popd
:run
"%JAVA%" -Xmx1g -XX:+UseSerialGC "-Donefold.home=%HOME_DIR%" "-Donefold.shop.jar=%SHOP%" -jar "%PROVER%" %*
exit /b %ERRORLEVEL%
