# The desk as an image: one runtime with the modules that it needs, its jars, and a cache of classes for a quick start. Why it is
# made so: docs/decisions/0024-the-image-is-a-folder-that-a-script-makes.md

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 docker/jars /jars
# The folder has the name that it has in the image: the cache holds for these paths.
RUN JAVA_HOME=/opt/java/openjdk docker/image /jars /opt/desk

# The same C library as the stage before: Ubuntu 24.04.
FROM ubuntu:24.04
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin desk && install -d -o desk -g desk -m 0700 /data
COPY --from=build /opt/desk /opt/desk
USER 10001:10001
WORKDIR /data
# All that is written: the state, and native code that is unpacked into /tmp.
VOLUME /data
ENV DESK_DATA=/data DESK_HOST=0.0.0.0 DESK_MANAGEMENT_HOST=0.0.0.0 DESK_MANAGEMENT_PORT=9400
EXPOSE 8080 9400
ENTRYPOINT ["/opt/desk/runtime/bin/java", "@/opt/desk/java.options", "-jar", "/opt/desk/lib/ticket-desk.jar"]
CMD ["--help"]
HEALTHCHECK --interval=10s --timeout=10s --start-period=2m --start-interval=2s CMD ["/opt/desk/health"]
