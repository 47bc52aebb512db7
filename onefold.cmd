@echo off
rem Starts the command line; builds it first when it is missing. Needs a JDK 17 or newer.
setlocal
set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "PROVER=%HOME_DIR%\prover\target\onefold-prover.jar"
set "SHOP=%HOME_DIR%\shop\target\onefold-shop.jar"
set "NAIVE=%HOME_DIR%\naive\target\onefold-naive.jar"
if exist "%PROVER%" if exist "%SHOP%" if exist "%NAIVE%" goto run
echo onefold: building the shop, the naive code and the prover; the first time takes a few minutes ... 1>&2
pushd "%HOME_DIR%"
call mvnw.cmd -q -Dmaven.test.skip -Dspotless.check.skip -pl shop,naive,prover -am package
if errorlevel 1 (popd & exit /b 3)
popd
:run
"%JAVA%" -Xmx1g -XX:+UseSerialGC "-Donefold.home=%HOME_DIR%" "-Donefold.shop.jar=%SHOP%" "-Donefold.naive.jar=%NAIVE%" -jar "%PROVER%" %*
exit /b %ERRORLEVEL%
